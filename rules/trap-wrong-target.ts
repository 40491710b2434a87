import {
  type Aim,
  breaksBy,
  consequenceOf,
  defineRule,
  listInWords,
  oneLine,
  placeAt,
  runningInWords,
} from "../src/rule.ts";

export default defineRule({
  id: "trap-wrong-target",
  summary: "The trap sends the signal on, but not to the service",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    for (const broken of breaksBy(target, "handler-misses")) {
      const { starts, parentName, cause } = broken;
      const names = listInWords(starts.map(({ name }) => name));
      const what = `${runningInWords(starts)}, and the trap of ${parentName} ${aimInWords(cause.aim, names)}`;
      const why = consequenceOf(broken);
      const place = placeAt(target, broken, cause.handler.span, ...cause.mends);
      report({ what, why, help: helpFor(cause.aim, names, starts[0].kind === "pipeline") }, place);
    }
  },
});

function aimInWords(aim: Aim, names: string): string {
  switch (aim.kind) {
    case "not-run":
      return "does not come to its `kill` in time";
    case "early":
      return "stands in double quotes: what it is to `kill` was filled in when it was set, before there was a pid";
    case "empty":
      return `signals nobody: \`${oneLine(aim.command)}\` names no process there`;
    case "gone":
      return `signals nobody: what \`${oneLine(aim.command)}\` names is not there, or not any more`;
    case "job":
      return `signals nobody: this shell knows no jobs by number in \`${oneLine(aim.command)}\``;
    case "dashes":
      return `signals nobody: dash takes the \`--\` in \`${oneLine(aim.command)}\` for a process id, and gives up`;
    case "asks":
      return `only asks: \`${oneLine(aim.command)}\` sends signal 0, which is none`;
    case "others":
      return aim.names.length === 0 ? `does not signal ${names}` : `signals only ${listInWords(aim.names)}`;
  }
}

function helpFor(aim: Aim, names: string, isPiped: boolean): string {
  if (isPiped)
    return `\`$!\` is the pid of the last part of a pipeline: let ${names} write to standard output itself, or in bash start it as \`… > >(tee log) &\``;
  if (aim.kind === "not-run")
    return "let the trap send the signal first, then wait, and do everything else behind that";
  if (aim.kind === "early") return "put the trap in single quotes: then the pid is filled in when it runs";
  if (aim.kind === "dashes") return "leave the `--` out: behind `-TERM` it is needed in no shell";
  return `keep the pid of ${names} (\`$!\`) right behind ${names.includes(" and ") ? "each start" : "its start"}, and \`kill\` and \`wait\` by it in the trap`;
}
