/*
 * A service for the lab. It logs its start, the signals that reach it, and its end, to /.lab/log.
 *
 * What it does with a signal hangs on its name, as the kernel knows it (argv[0] may lie):
 *   app, app2, …  handles it, needs time to finish (0.3 s, app2 0.5 s, app3 0.7 s), exits 0
 *   plain…        has no handler: the default action ends it, and PID 1 never hears of it
 *   deaf…         ignores it
 *   daemon…       goes into the background as daemons do, the process that was started ends with 0
 * Signals are taken with sigtimedwait instead of handlers, so that even the default action can be logged.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static char name[17];

static void note(const char *what, const char *detail) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int log = open("/.lab/log", O_WRONLY | O_APPEND | O_CLOEXEC);
  dprintf(log, "%ld %s %d %s %s\n", now.tv_sec * 1000 + now.tv_nsec / 1000000, name, getpid(), what, detail);
  close(log);
}

static int is_ignored(int signal) {
  struct sigaction action;
  sigaction(signal, NULL, &action);
  return action.sa_handler == SIG_IGN;
}

/* The signals that a person or a supervisor sends to stop a program. */
static const struct {
  int number;
  const char *name;
} stop_signals[] = {{SIGTERM, "TERM"}, {SIGINT, "INT"},   {SIGQUIT, "QUIT"}, {SIGHUP, "HUP"},  {SIGUSR1, "USR1"},
                    {SIGUSR2, "USR2"}, {SIGWINCH, "WINCH"}, {SIGALRM, "ALRM"}, {SIGPWR, "PWR"}};
enum { COUNT = sizeof stop_signals / sizeof *stop_signals };

static void fill_stop_signals(sigset_t *set, int keep_ignored) {
  sigemptyset(set);
  for (int i = 0; i < COUNT; i++)
    if (!keep_ignored || !is_ignored(stop_signals[i].number)) sigaddset(set, stop_signals[i].number);
  if (!keep_ignored) sigaddset(set, SIGRTMIN + 3);
}

static const char *name_of(int signal) {
  for (int i = 0; i < COUNT; i++)
    if (stop_signals[i].number == signal) return stop_signals[i].name;
  return "RTMIN+3";
}

static int is_named(const char *prefix) { return !strncmp(name, prefix, strlen(prefix)); }

static void finish(int signal) {
  int number = atoi(name + strcspn(name, "123456789"));
  struct timespec work = {0, (300 + (number > 1 ? number - 1 : 0) * 200) * 1000000L};
  if (is_named("plain")) {
    if (getpid() == 1 || signal == SIGWINCH) return;
    note("end", "");
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signal);
    raise(signal);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
  }
  if (is_named("deaf")) return;
  nanosleep(&work, NULL);
  note("end", "");
  _exit(0);
}

int main(void) {
  prctl(PR_GET_NAME, name);
  if (is_named("daemon")) {
    if (fork()) _exit(0);
    setsid();
  }
  sigset_t signals;
  fill_stop_signals(&signals, is_named("plain"));
  sigprocmask(SIG_BLOCK, &signals, NULL);
  note("start", "");
  for (;;) {
    int signal = sigwaitinfo(&signals, NULL);
    if (signal < 0) continue;
    note("got", name_of(signal));
    finish(signal);
  }
}
