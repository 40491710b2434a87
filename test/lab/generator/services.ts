import type { Choices } from "./choices.ts";

/** How a script remembers the pids of what it has put into the background. */
export type Keeping = "each" | "list" | "array" | "file" | "last" | "arguments";

/** What a script starts in the background, and how it refers to it. */
export interface Services {
  readonly names: readonly string[];
  readonly keeping: Keeping;
}

const keepings: readonly Keeping[] = [
  "each",
  "each",
  "each",
  "each",
  "list",
  "list",
  "array",
  "file",
  "last",
  "arguments",
];

/** One to three stand-ins, the slow ones in any place. */
export function chooseServices(choose: Choices): Services {
  const names = choose.make(
    () => ["app"],
    () => ["app"],
    () => ["app"],
    () => ["app2"],
    () => ["app", "app2"],
    () => ["app2", "app"],
    () => ["app3", "app"],
    () => ["app", "plain-app"],
    () => ["app", "app2", "app3"],
  );
  const keeping = choose.make(...keepings.map((one) => () => one));
  return { names, keeping: keeping === "array" && !choose.isBash ? "list" : keeping };
}

/** What stands before the first start: the list that pids are put into. */
export function declareKeeping(choose: Choices, { keeping }: Services): string[] {
  switch (keeping) {
    case "list":
      return choose.chance(80) ? [choose.pick("pids=", 'pids=""')] : [];
    case "array":
      return choose.chance(80) ? ["pids=()"] : [];
    case "arguments":
      return ["set --"];
    default:
      return [];
  }
}

/** The lines that start each service behind `&` and keep its pid. */
export function startServices(choose: Choices, services: Services): string[] {
  const { names } = services;
  if (names.length > 1 && services.keeping !== "each" && services.keeping !== "last" && choose.chance(25))
    return startInLoop(choose, services);
  if (choose.chance(12)) return startInFunction(choose, services);
  return names.flatMap((name, at) => {
    const start = `${inBackground(choose, name)} &`;
    const keep = keepPid(choose, services, at);
    if (keep === "") return [start];
    return choose.chance(50) ? [`${start} ${keep}`] : [start, keep];
  });
}

function startInLoop(choose: Choices, services: Services): string[] {
  return [
    `for name in ${services.names.join(" ")}; do`,
    `  ${choose.pick('"$name"', "$name")} &`,
    `  ${keepPid(choose, { ...services, keeping: services.keeping }, 0).replace("app.pid", "$name.pid")}`,
    "done",
  ];
}

function startInFunction(choose: Choices, services: Services): string[] {
  const body = choose.pick('"$@" &', "$1 &", '"$1" >/dev/null 2>&1 &', "$* &");
  return [
    "start() {",
    `  ${body}`,
    "}",
    ...services.names.flatMap((name, at) => [`start ${name}`, keepPid(choose, services, at)]),
  ].filter((line) => line !== "");
}

function keepPid(choose: Choices, { keeping }: Services, at: number): string {
  switch (keeping) {
    case "each":
      return `${pidNames[at]}=${choose.pick("$!", "$!", '"$!"')}`;
    case "list":
      return choose.pick('pids="$pids $!"', 'pids="$pids $!"', 'pids="$! $pids"');
    case "array":
      return choose.pick("pids+=($!)", 'pids+=("$!")');
    case "file":
      return at === 0 && !choose.chance(30) ? "echo $! >/tmp/app.pid" : "echo $! >>/tmp/app.pid";
    case "arguments":
      return choose.pick('set -- "$@" "$!"', 'set -- "$@" $!');
    case "last":
      return "";
  }
}

const pidNames = ["pid", "pid2", "pid3"];

/** The words for the pids of all services, of the first, or of the last. */
export function pidWords(choose: Choices, { names, keeping }: Services): string {
  const quoted = (name: string) => choose.pick(`$${name}`, `"$${name}"`, `"\${${name}}"`);
  switch (keeping) {
    case "each": {
      const all = names.map((_, at) => quoted(pidNames[at] ?? "pid"));
      return choose.chance(85) ? all.join(" ") : choose.pick(...all);
    }
    case "list":
      return choose.pick("$pids", "$pids", `\${pids}`);
    case "array":
      return choose.pick(
        `"\${pids[@]}"`,
        `"\${pids[@]}"`,
        `\${pids[@]}`,
        `\${pids[*]}`,
        "$pids",
        `\${pids[0]}`,
      );
    case "file":
      return choose.pick(
        "$(cat /tmp/app.pid)",
        '"$(cat /tmp/app.pid)"',
        "$(head -n 1 /tmp/app.pid)",
        "$(</tmp/app.pid)",
      );
    case "last":
      return choose.pick("$!", '"$!"');
    case "arguments":
      return choose.pick('"$@"', "$@", '"$1"', "$*");
  }
}

/** What stands in front of `&`. */
function inBackground(choose: Choices, name: string): string {
  if (choose.chance(55)) return name;
  return choose.pick(
    `${name} --port 80`,
    `${name} >/tmp/${name}.log 2>&1`,
    `${name} &>/tmp/${name}.log`,
    `nohup ${name}`,
    `exec ${name}`,
    `A=1 ${name}`,
    `env A=1 ${name}`,
    `( ${name} )`,
    `(cd /tmp && ${name})`,
    `(cd /tmp && exec ${name})`,
    `( ${name}; echo done )`,
    `{ ${name}; }`,
    `{ exec ${name}; }`,
    `true && ${name}`,
    `${name} || echo failed`,
    `sh -c "${name}"`,
    `sh -c "exec ${name}"`,
    `sh -c "true; ${name}"`,
    `${name} | cat`,
    `echo x | ${name}`,
    `while :; do ${name}; sleep 1; done`,
    `(trap "" TERM; ${name})`,
    `( trap "kill \\$p" TERM; ${name} & p=$!; wait $p )`,
    `( trap "kill \\$p; wait \\$p" TERM; ${name} & p=$!; wait $p )`,
    `(trap - TERM; exec ${name})`,
    `timeout 60 ${name}`,
    `setsid ${name}`,
    `tini -s -- ${name}`,
    `if true; then ${name}; fi`,
    `eval ${name}`,
    `command ${name}`,
  );
}
