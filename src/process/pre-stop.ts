import type { PreStop } from "../container/container.ts";
import type { StartWord } from "../start/start-command.ts";
import { explore, type Watcher } from "./explore/explore.ts";
import { isKnown } from "./hole.ts";
import { type Argument, plainArgument } from "./machine/argument.ts";
import { program } from "./machine/become-program.ts";
import { execute } from "./machine/launch.ts";
import { shellNamed } from "./machine/shell-names.ts";
import type { System } from "./machine/system.ts";

interface BeforeSignal extends Pick<Watcher, "onEnd" | "onLost"> {
  readonly preStop: PreStop;
  /** The stop signal is sent then, whether or not the hook has ended. */
  readonly until: number;
  /** Takes each machine that is ready for the signal. */
  readonly onReady: (system: System) => void;
}

/**
 * Runs the hook in front of the stop signal, in the container and beside its processes:
 * https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution.
 */
export function runPreStop(system: System, { preStop, until, onReady, onEnd, onLost }: BeforeSignal): void {
  const { action, span } = preStop;
  if (until <= system.now) {
    onReady(system);
    return;
  }
  if (action.kind === "request") {
    system.helper ??= { what: `${action.name} is run`, place: span };
    onReady(system);
    return;
  }
  const pid = startHook(system, action);
  explore([system], {
    onQuiet: (quiet, next) => {
      const isOver = quiet.alive(pid) === undefined;
      if (!isOver && next !== null && next < until) return true;
      const ready = quiet.clone();
      if (!isOver) ready.now = until;
      onReady(ready);
      return false;
    },
    onEnd,
    onDropped: onReady,
    onLeftOut: () => {},
    onLost,
    mayEnd: () => [],
  });
}

function startHook(system: System, action: Exclude<PreStop["action"], { kind: "request" }>): number {
  const [first] = system.processes.values();
  if (first === undefined) return 0;
  const hook = system.spawn(first, program("rest", {}));
  Object.assign(hook, { parent: 0, group: hook.pid, session: hook.pid, ignored: new Map() });
  if (action.kind === "sleep") hook.body = program("rest", { endsAt: system.now + action.seconds });
  else execute(system, hook, hookWords(system, action.argv), { hop: "start", name: "preStop", site: null });
  return hook.pid;
}

/** `pkill` and the like are known as commands of shells: where there is one, it is as good to run them in that. */
function hookWords(system: System, argv: readonly StartWord[]): readonly Argument[] {
  const [first] = argv;
  const { files } = system.scene;
  const isShell = shellNamed(first?.text ?? "", system.scene).kind !== "none";
  if (isShell || files.findCommand("sh", null).kind === "missing" || !argv.every(({ text }) => isKnown(text)))
    return argv;
  const line = argv.map(({ text }) => `'${text.replaceAll("'", "'\\''")}'`).join(" ");
  return ["sh", "-c", line].map(plainArgument);
}
