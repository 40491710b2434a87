import {
  breaksBy,
  consequenceOf,
  defineRule,
  execFormFix,
  type Fix,
  jsonFix,
  mendInWords,
  placeOf,
  type Said,
  type ShellBreak,
  type ShellForm,
} from "../src/rule.ts";

export default defineRule({
  id: "shell-form",
  summary: "ENTRYPOINT or CMD in shell form leaves a shell between PID 1 and the service",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const { stop, shellMissing } = target;
    const breaks = breaksBy(target, "shell-form");
    for (const form of target.shellForms) {
      const { span, becomes, looksLikeJson } = form;
      const broken = breaks.find(({ cause }) => cause.form === form);
      // What cannot start has a rule of its own.
      if (shellMissing || looksLikeJson) continue;
      if (broken !== undefined) {
        const [first] = broken.starts;
        const fix = first.deaf === null ? (jsonFix(form) ?? execFormFix(first.exec, form)) : null;
        const why = consequenceOf(broken);
        const said = sayHow(form, broken, fix);
        const help = first.deaf === null ? said.help : mendInWords(first.deaf, broken, target, "exec");
        report({ ...said, why, help }, { ...placeOf(target, broken, fix), span });
      } else if (becomes !== null && form.instruction === "ENTRYPOINT") {
        const fix = jsonFix(form) ?? execFormFix(becomes.exec, form);
        const said = sayLuck(form, becomes.name, fix);
        report(said, { span, trace: [], outcome: stop.outcome, severity: "info", fix });
      }
    }
  },
});

function sayHow(form: ShellForm, broken: ShellBreak, fix: Fix | null): Omit<Said, "why"> {
  const { instruction } = form;
  const [{ name }] = broken.starts;
  const shell = `${broken.parentName}${broken.isPid1 ? ", which keeps PID 1" : ""}`;
  const what = `${instruction} in shell form runs ${name} as a child of ${shell}`;
  return { what, help: helpOf(form, fix) };
}

function sayLuck(form: ShellForm, name: string, fix: Fix | null): Said {
  return {
    what: `${form.instruction} in shell form reaches ${name} only because this image's shell replaces itself by the last command of the string`,
    why: "another base image, or one more command behind it, and the stop signal is lost",
    help: helpOf(form, fix),
  };
}

function helpOf({ words, standsAlone, instruction }: ShellForm, fix: Fix | null): string {
  if (words !== null && standsAlone) {
    return `write \`${instruction} [${words.map(({ text }) => JSON.stringify(text)).join(", ")}]\``;
  }
  if (fix !== null) return "put `exec` in front of the last command";
  return "move it into a script that starts the service with `exec`, and name the script in a JSON array";
}
