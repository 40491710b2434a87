import type { Fix } from "../../diagnostic.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Started } from "../breaks/started.ts";
import { shortSignal } from "../machine/signal-names.ts";
import { quoteWords } from "../programs/split-words.ts";
import { serverSignals, stopsOn } from "../programs/stop-signals.ts";
import { isPackageManager } from "../programs/wrapper-kind.ts";
import type { ProcessNode } from "../stop.ts";
import { type CommandPlace, commandPlaceOf, type NewWord } from "./command-place.ts";
import { otherThanManager } from "./other-manager.ts";
import { execInScript, isListed, type ScriptContext, withoutManager } from "./package-script.ts";
import { stopSignalEdits } from "./stop-signal.ts";
import { withoutSu } from "./su-command.ts";
import { withoutWrapper } from "./without-wrapper.ts";

/** A wrapper that is to blame for what becomes of a service. */
export interface Blamed {
  /** From PID 1 to the service. */
  readonly path: readonly ProcessNode[];
  readonly index: number;
  /** The command in the shell below it that keeps the service as a child. */
  readonly inside: Started | null;
  /** The signal comes as far as the wrapper. */
  readonly isReached: boolean;
}

export interface WrapperMends {
  /** Another command in its place. */
  readonly instead: Fix | null;
  /** `exec` in front of what its shell starts. */
  readonly inString: Fix | null;
  /** What does the same and does not stay: a clause. */
  readonly advice: string | null;
}

/** The likely mends of a wrapper that blocks the way; whether they do it has to be tried. */
export function wrapperMends(
  { path, index, inside, isReached }: Blamed,
  context: ScriptContext,
): WrapperMends {
  const below = path.slice(index);
  const [wrapper] = below;
  if (wrapper === undefined) return { instead: null, inString: null, advice: null };
  const inString = execInScript(below, inside, !isReached, context);
  const place = commandPlaceOf(wrapper, context);
  if (isPackageManager(wrapper.name)) {
    const string = below.flatMap(({ launches }) => launches).findLast(({ site }) => site !== null)?.site;
    const other =
      place === null
        ? null
        : otherThanManager(
            nameOf(wrapper.name),
            place,
            string?.script.source.text.trim() ?? null,
            (program) => isListed(program, context),
          );
    const otherFix = place === null || other === null ? null : fixOf(place, other, inside);
    return { instead: withoutManager(below, context) ?? otherFix, inString, advice: null };
  }
  const change = place === null ? null : changeOf(nameOf(wrapper.name), place, context);
  return {
    instead:
      place === null || change === null
        ? null
        : (otherSignal(change, context) ?? fixOf(place, change, inside)),
    inString,
    advice: change?.advice ?? null,
  };
}

function otherSignal({ advice, title = advice, signal }: Change, { start }: ScriptContext): Fix | null {
  const edits = signal === undefined ? null : stopSignalEdits(start, signal);
  return edits === null ? null : { title, safety: "unsafe", edits };
}

function fixOf(
  place: CommandPlace,
  { advice, title = advice, words, script }: Change,
  inside: Started | null,
): Fix | null {
  if (place.exec === null) return null;
  const exec = inside?.exec ?? null;
  const become = exec === null ? place.become : place.becomeInPlace;
  const edits = words !== null ? become(words) : script !== undefined ? place.rewrite(script) : null;
  const isGone = edits?.some(
    ({ file, start, end }) => file === exec?.span.file && start < exec.span.start && exec.span.start < end,
  );
  const more = exec === null || isGone === true ? [] : [{ ...exec.span, text: "exec " }];
  return edits === null ? null : { title, safety: "unsafe", edits: [...edits, ...more] };
}

interface Change {
  readonly advice: string;
  /** In the place of its own words; null where that is for a person to do. */
  readonly words: readonly NewWord[] | null;
  /** A short form of the advice; the advice itself where it is short. */
  readonly title?: string;
  /** The same where it takes more than one command. */
  readonly script?: string;
  /** The stop signal to name instead, without `SIG`. */
  readonly signal?: string;
}

function changeOf(name: string, place: CommandPlace, context: ScriptContext): Change | null {
  const { words } = place;
  const rest = words.map((_, index) => index).slice(1);
  const [, first = null] = words;
  switch (name) {
    case "su":
    case "runuser":
      return withoutSu(words, context);
    // It then becomes the command, which goes on holding the lock; since util-linux 2.34 (flock(1)).
    case "flock":
      return words.some((word) => /^(-o|--close)$/.test(word ?? ""))
        ? null
        : { advice: "let flock become the command, with `--no-fork`", words: [0, "--no-fork", ...rest] };
    case "supervisord":
    case "my_init":
      return ofSupervisor(name, shortSignal(context.start.image.stopSignal.signal));
    case "forego":
      return context.start.image.stopSignal.signal === "SIGINT"
        ? null
        : {
            advice: "let the stop signal be SIGINT, on which forego stops what it has started",
            words: null,
            signal: "INT",
          };
    case "runsvdir":
      return {
        advice:
          "start it from a script with `&`, whose trap runs `sv force-stop` for its services before it ends, or start s6-svscan, which waits",
        words: null,
      };
    case "time":
      return first === null || first.startsWith("-")
        ? null
        : { advice: "start it without time", words: rest };
    case "apachectl":
    case "apache2ctl":
      return withoutApachectl(words, context);
    default:
      return withoutWrapper(name, place) ?? ofPm2(name);
  }
}

/** A supervisor of services that handles but a few signals. */
function ofSupervisor(name: string, signal: string): Change | null {
  const signals = serverSignals(name);
  if (signals === null) return null;
  const names = [signals.graceful, ...signals.alike].map((each) => `SIG${each}`);
  if (!stopsOn(name, signal))
    return {
      advice: `name a signal that ${name} stops on: ${names.slice(0, -1).join(", ")} or ${names.at(-1)}`,
      words: null,
      title: `let the stop signal be SIG${signals.graceful}`,
      signal: signals.graceful,
    };
  return name === "supervisord"
    ? { advice: "give its programs a shorter `stopwaitsecs`, so that each is told in time", words: null }
    : null;
}

/**
 * Debian's apachectl reads envvars, makes the directory for the pid, and starts apache2 as a child; that of Red Hat and
 * of the official image starts httpd.
 */
function withoutApachectl(words: CommandPlace["words"], { start }: ScriptContext): Change | null {
  const { sh } = start.image.base;
  if (sh.kind !== "known") return null;
  const rest = words.map((_, index) => index).slice(1);
  if (sh.shell !== "dash")
    return { advice: "start `httpd -D FOREGROUND` itself, with `exec`", words: ["httpd", ...rest] };
  const args = words.slice(1).flatMap((word) => word ?? []);
  const isForeground = args.length === words.length - 1 && /(^| )-D ?FOREGROUND( |$)/.test(args.join(" "));
  const options = isForeground
    ? quoteWords(args).replace(/(^| )-DFOREGROUND\b/, "$1-D FOREGROUND")
    : "-D FOREGROUND";
  const script = `. /etc/apache2/envvars && mkdir -p "$APACHE_RUN_DIR" && exec apache2 ${options}`;
  const advice = `start apache2 as apachectl does, but with \`exec\`: \`${script}\``;
  return { advice, title: "start apache2 itself with `exec`", words: null, ...(isForeground && { script }) };
}

/** https://pm2.keymetrics.io/docs/usage/signals-clean-restart/ */
function ofPm2(name: string): Change | null {
  if (!/^pm2-(runtime|docker)$/.test(name)) return null;
  const advice = `let the service handle SIGINT too, and give it time with \`kill_timeout\`; or start it with node, without ${name}`;
  return { advice, words: null };
}
