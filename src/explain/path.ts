import type { PathStep } from "../explanation.ts";
import type { Hop, Launch } from "../process/machine/process.ts";
import type { ProcessNode } from "../process/stop.ts";
import { commandLine, firstProcessInWords, hopInWords } from "../process/trace.ts";
import type { Span } from "../span.ts";
import type { Start } from "../start/start-command.ts";
import { commandName } from "./command-name.ts";
import { launchSpan } from "./explain-process.ts";

/** A step that further hops of the same command are added to. */
interface Step {
  readonly span: Span | null;
  text: string;
  /** A child of the process that the step starts is named in it already. */
  namesChild: boolean;
}

/** The hops that lead to the processes of a tree; those of one command are one step. */
export function pathOf(tree: ProcessNode, start: Start): readonly PathStep[] {
  const words = start.command?.argv ?? [];
  const first: Step = {
    span: start.place,
    text: `${firstProcessInWords(start)} is ${commandLine(words)}`,
    namesChild: false,
  };
  const steps: Step[] = [first];

  const add = (launch: Launch, before: Step, where: string): Step => {
    const text = hopInWords(launch.hop, commandName(launch));
    const span = launchSpan(launch, words);
    if (!isSamePlace(span, before.span)) {
      const step: Step = { span, text: `${text}${where}`, namesChild: false };
      steps.push(step);
      return step;
    }
    const isChild = launch.hop === "wrapper" || launch.hop === "background";
    before.text += isChild && before.namesChild ? ` and ${text}` : `, which ${text}`;
    before.namesChild ||= isChild;
    return before;
  };

  const follow = (node: ProcessNode, launches: readonly Launch[], from: Step, fromWhere: string): void => {
    let last = from;
    let where = fromWhere;
    const children = [...node.children];
    for (const launch of launches) {
      // What a script has started before it became something else.
      const earlier = children.filter((child) => scriptOf(child) === launch.site?.script);
      if (launch.site !== null) {
        for (const child of earlier) {
          children.splice(children.indexOf(child), 1);
          follow(child, child.launches, last, where);
        }
      }
      const isShell = node.shell !== null || launches.length > 1;
      const subshell = launch.site === null && isShell ? subshells[launch.hop] : undefined;
      if (subshell === undefined) last = add(launch, last, where);
      where = subshell === undefined ? "" : `, in a ${subshell}`;
    }
    for (const child of children) follow(child, child.launches, last, where);
  };

  follow(tree, tree.launches.slice(1), first, "");
  return steps.map(({ span, text }) => ({ span, text }));
}

/** How shells that fork without a command are called: they are told of with the first command they run. */
const subshells: Partial<Readonly<Record<Hop, string>>> = {
  background: "subshell in the background",
  pipeline: "subshell of a pipeline",
  subshell: "subshell",
  substitution: "command substitution",
};

/** A launch that no file shows belongs to the command before it. */
function isSamePlace(span: Span | null, before: Span | null): boolean {
  return span === null || (span.file === before?.file && span.start === before.start);
}

/** The script that a process was started by. */
function scriptOf({ launches, children }: ProcessNode): unknown {
  const site = launches.find((launch) => launch.site !== null)?.site;
  const [child] = children;
  return site?.script ?? (child === undefined ? null : scriptOf(child));
}
