import type { Explanation, ProcessNode, TargetExplanation } from "./explanation.ts";
import { spanOf } from "./mapped-text.ts";
import { consequenceOf, differenceInWords, listInWords } from "./process/in-words.ts";
import { shownName, sourceOf } from "./process/sites.ts";
import type { ProcessNode as PlayedProcess, Role, SignalFate } from "./process/stop.ts";
import { judgeAll, type RunOptions } from "./run.ts";
import type { Start } from "./start/start-command.ts";
import type { Target } from "./target.ts";

/** What every target starts and what a stop does to it, in words and as a tree of processes. */
export function explainAll(options: RunOptions): Explanation {
  const { judged, problems, sources } = judgeAll(options);
  return { targets: judged.map(({ target }) => explainTarget(target)), problems, sources };
}

function explainTarget(target: Target): TargetExplanation {
  const { id, start, stop } = target;
  const { base, stopSignal } = start.image;
  const [worst] = stop.plays;
  return {
    target: id,
    place: start.place,
    base: { image: base.image, sh: base.sh.kind === "known" ? base.sh.shell : base.sh.kind },
    assumes: [...start.assumes, ...shellAssumption(start)],
    argv: start.command?.argv.map(({ text }) => text) ?? [],
    stopSignal: stopSignal.signal,
    outcome: stop.outcome,
    reason: reasonOf(target),
    tree: worst === undefined ? null : explainProcess(worst.tree, start),
  };
}

function shellAssumption({ command, image }: Start): readonly string[] {
  const { sh } = image.base;
  if (command === null || sh.kind !== "unknown") return [];
  return [`/bin/sh is taken to be dash, bash or busybox ash, since ${sh.because}`];
}

function reasonOf({ start, stop, breaks, shellMissing, unreadable }: Target): string {
  const { signal, outcome } = stop;
  const [worst] = stop.plays;
  const services = worst === undefined ? [] : servicesBelow(worst.tree);
  const they = services.length === 0 ? "the service" : listInWords(services);
  if (start.command === null) return start.assumes.at(-1) ?? "nothing is started";
  if (shellMissing) return "the start command is a shell, and the image has none";
  if (unreadable !== null) return `${unreadable} has a syntax error`;
  switch (outcome) {
    case "graceful":
      return `${signal} reaches ${they}, and the container lasts until ${services.length > 1 ? "they have" : "it has"} ended`;
    case "none":
      return "nothing long-running is started";
    case "unknown":
      return worst?.unknown?.reason ?? differenceInWords(stop);
    case "lost":
    case "cut":
    case "stuck": {
      const broken = breaks.find(({ parent }) => parent.signal !== "never");
      if (broken !== undefined)
        return consequenceOf(
          broken,
          broken.starts.map(({ name }) => name),
          signal,
        );
      if (outcome === "lost")
        return `${they} does not end on ${signal}, and is killed after 10 s on Docker, 30 s on Kubernetes`;
      if (outcome === "cut") return `the container ends before ${they} has ended`;
      return `${they} ends, but the container does not`;
    }
  }
}

function servicesBelow(node: PlayedProcess): readonly string[] {
  const own = node.role === "service" ? [baseName(node.name)] : [];
  return [...own, ...node.children.flatMap(servicesBelow)];
}

const roles: Readonly<Record<Role, ProcessNode["role"]>> = {
  shell: "shell",
  service: "service",
  wrapper: "wrapper",
  helper: "other",
  unknown: "other",
};

const signals: Readonly<Record<SignalFate, ProcessNode["signal"]>> = {
  handled: "handled",
  forwarded: "passed-on",
  ignored: "ignored",
  killed: "kills",
  never: "never",
};

function explainProcess(node: PlayedProcess, start: Start): ProcessNode {
  const launch = node.launches.findLast(({ site }) => site !== null);
  const site = launch?.site ?? null;
  const source = site === null ? null : sourceOf(site, start.command?.argv ?? []);
  const isPid1 = node.pid === 1;
  const stands = site !== null && source !== null && source.file !== "";
  return {
    name: baseName(shownName(node.name, site)),
    pid1: isPid1,
    role: roles[node.role],
    span: stands ? spanOf(source, site.start, site.end) : isPid1 ? start.place : null,
    signal: signals[node.signal],
    children: node.children.map((child) => explainProcess(child, start)),
  };
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1) || name;
}
