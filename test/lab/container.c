/*
 * Runs a command as PID 1 of a new PID namespace, below a root directory that borrows the host's programs.
 *
 *   container ROOT LOCAL MODULES SH DIRECTORY LOG PAUSE COMMAND [ARGUMENT...]
 *
 * ROOT       becomes "/"; the host's /usr, /etc, /lib* and so on are bound into it, read-only where permitted
 * LOCAL      becomes /usr/local
 * MODULES    becomes /usr/local/lib/node_modules, read-only where permitted; "-" for none
 * SH         the program that stands at /bin/sh
 * DIRECTORY  where COMMAND starts, a path inside ROOT
 * LOG        a file that gets a line when COMMAND starts and when it has ended
 * PAUSE      "pause" puts another process there as PID 1, as a pod with a shared PID namespace has it; else "-"
 *
 * Descriptor 3 gets "PID\n" (COMMAND's, seen from outside) as soon as it exists, and a message where the host refuses.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void refuse(const char *step) {
  dprintf(3, "%s: %s\n", step, strerror(errno));
  _exit(125);
}

static void note(const char *path, const char *what, int value) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int log = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
  dprintf(log, "%ld container 1 %s %d\n", now.tv_sec * 1000 + now.tv_nsec / 1000000, what, value);
  close(log);
}

static void write_map(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0 || write(file, text, strlen(text)) < 0) refuse(path);
  close(file);
}

static void become_root_of_user_namespace(uid_t uid, gid_t gid) {
  char map[64];
  write_map("/proc/self/setgroups", "deny");
  snprintf(map, sizeof map, "0 %d 1", uid);
  write_map("/proc/self/uid_map", map);
  snprintf(map, sizeof map, "0 %d 1", gid);
  write_map("/proc/self/gid_map", map);
}

/* Directories that hold a distribution's programs; everything else the container has for itself, empty. */
static int is_borrowed(const char *name) {
  const char *prefixes[] = {"usr", "etc", "lib", "bin", "sbin", NULL};
  for (int i = 0; prefixes[i]; i++)
    if (!strncmp(name, prefixes[i], strlen(prefixes[i]))) return 1;
  return 0;
}

static void bind(const char *from, const char *to, int read_only) {
  if (mount(from, to, NULL, MS_BIND | MS_REC, NULL)) refuse(to);
  if (read_only) mount(NULL, to, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL);
}

static void borrow_programs(const char *root) {
  DIR *host = opendir("/");
  char from[4096], to[4096], link[4096];
  for (struct dirent *entry; (entry = readdir(host));) {
    if (!is_borrowed(entry->d_name)) continue;
    snprintf(from, sizeof from, "/%s", entry->d_name);
    snprintf(to, sizeof to, "%s/%s", root, entry->d_name);
    ssize_t length = readlink(from, link, sizeof link - 1);
    if (length > 0) {
      link[length] = 0;
      if (symlink(link, to)) refuse(to);
    } else {
      mkdir(to, 0755);
      bind(from, to, 1);
    }
  }
  closedir(host);
}

static void build_root(const char *root, const char *local, const char *modules, const char *sh) {
  char path[4096], target[4096];
  if (!realpath("/bin/sh", target)) refuse("/bin/sh");
  if (unshare(CLONE_NEWNS)) refuse("unshare");
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) refuse("making mounts private");
  bind(root, root, 0);
  borrow_programs(root);
  snprintf(path, sizeof path, "%s/usr/local", root);
  bind(local, path, 0);
  if (strcmp(modules, "-")) {
    snprintf(path, sizeof path, "%s/usr/local/lib/node_modules", root);
    bind(modules, path, 1);
  }
  snprintf(path, sizeof path, "%s%s", root, target);
  bind(sh, path, 0);
  snprintf(path, sizeof path, "%s/dev", root);
  mkdir(path, 0755);
  bind("/dev", path, 0);
  snprintf(path, sizeof path, "%s/proc", root);
  mkdir(path, 0755);
  if (mount("proc", path, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL)) refuse("mounting /proc");
  if (chdir(root) || syscall(SYS_pivot_root, ".", ".") || umount2(".", MNT_DETACH) || chdir("/")) refuse("pivot_root");
}

/* As container runtimes do it: along PATH, and unlike execvp never by way of /bin/sh where there is no #! line. */
static void start(char **command) {
  const char *path = getenv("PATH");
  char candidate[4096];
  if (strchr(command[0], '/')) path = NULL;
  if (!path) execv(command[0], command);
  for (const char *entry = path; entry && errno != EACCES && errno != ENOEXEC;) {
    int length = strcspn(entry, ":");
    snprintf(candidate, sizeof candidate, "%.*s/%s", length, entry, command[0]);
    execv(candidate, command);
    entry = entry[length] ? entry + length + 1 : NULL;
  }
  fprintf(stderr, "container: %s: %s\n", command[0], strerror(errno));
  _exit(127);
}

static void reap(int signal) {
  (void)signal;
  while (waitpid(-1, NULL, WNOHANG) > 0);
}

/* PID 1 of a pod with a shared PID namespace: takes in what is left alone, and does nothing else. */
static pid_t start_pause(void) {
  pid_t pid = fork();
  if (pid < 0) refuse("fork");
  if (pid > 0) return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  close(3);
  setsid();
  struct sigaction action = {.sa_handler = reap};
  sigaction(SIGCHLD, &action, NULL);
  for (;;) pause();
}

int main(int argc, char **argv) {
  if (argc < 9) return 125;
  uid_t uid = getuid();
  gid_t gid = getgid();
  int user = uid ? CLONE_NEWUSER : 0;
  if (unshare(CLONE_NEWPID | user)) refuse("unshare");
  if (user) become_root_of_user_namespace(uid, gid);
  pid_t first = strcmp(argv[7], "pause") ? 0 : start_pause();
  int go[2];
  if (pipe2(go, O_CLOEXEC)) refuse("pipe");
  pid_t pid = fork();
  if (pid < 0) refuse("fork");
  if (pid == 0) {
    char byte;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    build_root(argv[1], argv[2], argv[3], argv[4]);
    if (chdir(argv[5])) refuse(argv[5]);
    if (read(go[0], &byte, 1) != 1) _exit(125);
    fcntl(3, F_SETFD, FD_CLOEXEC);
    /* Who ended by itself, and who was killed; where there is no such file, or no right to it, nobody tells. */
    acct("/.lab/accounts");
    start(argv + 8);
  }
  note(argv[6], "start", pid);
  dprintf(3, "%d\n", pid);
  if (write(go[1], "x", 1) != 1) refuse("go");
  int status;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) refuse("waitpid");
  /* What is left of the container goes with its first process: containerd kills all of its cgroup. */
  if (first) kill(first, SIGKILL);
  if (WIFSIGNALED(status)) note(argv[6], "killed", WTERMSIG(status));
  else note(argv[6], "exit", WEXITSTATUS(status));
  return 0;
}
