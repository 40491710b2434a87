import {
  defineRule,
  faultsOf,
  jsonFix,
  mendFix,
  placeOfFault,
  type Said,
  type StartFault,
} from "../src/rule.ts";

export default defineRule({
  id: "script-interpreter",
  summary: "What is started needs an interpreter that it does not name, or that the image does not have",
  severity: "error",
  fixable: "sometimes",
  check(target, report) {
    const [form] = target.shellForms;
    for (const { fault, mend, ...placed } of faultsOf(target, "interpreter")) {
      const isForm = fault.kind === "lacking" && fault.needs.kind === "shell-form" && form !== undefined;
      const fix = isForm ? jsonFix(form) : mendFix(mend, "put the assignment in front of `exec`");
      report(say(fault), placeOfFault(target, placed, fix));
    }
  },
});

type Fault = Extract<StartFault, { kind: "interpreter" }>["fault"];

function say(fault: Fault): Said {
  switch (fault.kind) {
    case "no-shebang":
      return {
        what: `${fault.name} ${HIDDEN[fault.hidden ?? "none"]}`,
        why: "the kernel refuses to run it (exec format error), and the container does not start",
        help: "let the file begin with `#!` and the path of its interpreter (`#!/bin/sh`)",
      };
    case "lacking":
      return sayLacking(fault);
    case "exec-assignment":
      return {
        what: `\`exec\` takes no assignments: the shell looks for a program called \`${fault.word}\``,
        why: "it finds none, and the script ends there",
        help: "put the assignment in front of `exec`, or `env` behind it",
      };
  }
}

const HIDDEN = {
  none: "has no `#!` line",
  "byte-order-mark": "begins with a byte order mark, which hides its `#!` line",
  "lines-above": "does not begin with its `#!` line",
} as const;

function sayLacking({ program, needs, image }: Extract<Fault, { kind: "lacking" }>): Said {
  const why = "the container does not start";
  const lacks = `${program}, which ${image} does not have`;
  const isBash = /bash$/.test(program);
  const bring = isBash ? "install bash, or write it for `/bin/sh`" : "take a base image that has it";
  switch (needs.kind) {
    case "shell-form":
      return {
        what: `${needs.instruction} in shell form needs ${lacks}`,
        why,
        help: isBash ? bring : "write it as a JSON array, which needs no shell",
      };
    case "script":
      return { what: `${needs.file} asks for ${lacks}`, why, help: bring };
    case "command":
      return {
        what: `the start command is ${lacks}`,
        why,
        help: isBash ? bring : "start the program itself, without a shell",
      };
  }
}
