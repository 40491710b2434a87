/** How a server takes the signals that it can be stopped with; names without `SIG`. */
export interface ServerSignals {
  /** The one on which it ends well, and how: a clause that follows its name. */
  readonly graceful: string;
  readonly does: string;
  /** Those on which it ends otherwise, and how. */
  readonly rough: ReadonlyMap<string, string>;
  /** Those of them on which it may well not end before SIGKILL. */
  readonly slow: readonly string[];
  /** Those that do the same as `graceful`. */
  readonly alike: readonly string[];
}

const FAST = "closes the connections that are open";
const FINISHES = "answers what it is working on first";

interface Row {
  readonly names: string;
  readonly graceful: string;
  readonly does: string;
  readonly rough: readonly (readonly [signals: string, does: string])[];
  readonly slow?: readonly string[];
  /** Signals that do the same as `graceful`. */
  readonly alike?: string;
  readonly manual: `https://${string}`;
}

/** Servers that do not end in the same way on every signal. */
// biome-ignore format: a table
const SERVERS: readonly Row[] = [
  { names: "nginx openresty", graceful: "QUIT", does: FINISHES, rough: [["TERM INT", FAST]], manual: "https://nginx.org/en/docs/control.html" },
  { names: "php-fpm", graceful: "QUIT", does: FINISHES, rough: [["TERM INT", "breaks off the requests that it is answering"]], manual: "https://manpages.debian.org/bookworm/php8.2-fpm/php-fpm8.2.8.en.html" },
  { names: "apache2 httpd httpd2", graceful: "WINCH", does: FINISHES, rough: [["TERM INT", FAST]], manual: "https://httpd.apache.org/docs/2.4/stopping.html" },
  { names: "haproxy", graceful: "USR1", does: FINISHES, rough: [["TERM INT", FAST]], manual: "https://docs.haproxy.org/3.0/management.html#4" },
  { names: "unicorn unicorn_rails", graceful: "QUIT", does: FINISHES, rough: [["TERM INT", FAST]], manual: "https://yhbt.net/unicorn/SIGNALS.html" },
  { names: "postgres postmaster", graceful: "INT", does: "disconnects its clients and ends in order", rough: [["TERM", "waits until every client has disconnected by itself"], ["QUIT", "ends without order, and has to recover at its next start"]], slow: ["TERM"], manual: "https://www.postgresql.org/docs/current/server-shutdown.html" },
  { names: "supervisord", graceful: "TERM", does: "stops its programs", rough: [], alike: "INT QUIT", manual: "https://supervisord.org/running.html#signal-handlers" },
  { names: "s6-svscan", graceful: "TERM", does: "stops its services", rough: [], alike: "INT QUIT", manual: "https://skarnet.org/software/s6/s6-svscan.html#signals" },
  { names: "my_init", graceful: "TERM", does: "stops its services", rough: [], alike: "INT", manual: "https://github.com/phusion/baseimage-docker/blob/master/image/bin/my_init" },
  { names: "systemd", graceful: "RTMIN+3", does: "halts", rough: [], manual: "https://www.freedesktop.org/software/systemd/man/latest/systemd.html#Signals" },
];

const signalsByName = new Map<string, ServerSignals>(
  SERVERS.flatMap(({ names, rough, slow = [], alike = "", ...row }) => {
    const all = rough.flatMap(([signals, does]) =>
      signals.split(" ").map((signal) => [signal, does] as const),
    );
    return names
      .split(" ")
      .map((name) => [name, { ...row, rough: new Map(all), slow, alike: alike.split(" ") }] as const);
  }),
);

/** Null for a server that takes them all alike, or that siglint does not know. */
export function serverSignals(name: string): ServerSignals | null {
  return signalsByName.get(name) ?? signalsByName.get(name.replace(/(?<![\d.])[\d.]+$/, "")) ?? null;
}

/** Signals whose default action is to do nothing (signal(7)): who has no use for them never hears of a stop. */
const UNHEARD = new Set(["WINCH", "CHLD", "URG", "CONT"]);

/** Whether a program that stops at all stops on this signal (without `SIG`) as PID 1. */
export function stopsOn(name: string, signal: string): boolean {
  const signals = serverSignals(name);
  if (signals === null) return !UNHEARD.has(signal);
  return signal === signals.graceful || signals.rough.has(signal) || signals.alike.includes(signal);
}

/** The signal on which a program surely ends that does not end on this one; null where siglint does not know. */
export function betterSignal(name: string, signal: string): string | null {
  const signals = serverSignals(name);
  if (signals !== null)
    return signals.graceful === signal || signals.alike.includes(signal) ? null : signals.graceful;
  return UNHEARD.has(signal) ? "TERM" : null;
}
