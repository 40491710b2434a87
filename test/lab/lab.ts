import { parseArgs } from "node:util";
import { ask } from "./ask.ts";
import { generate } from "./generate.ts";
import { openLabHost } from "./lab-host.ts";
import { record } from "./record.ts";

const usage = `usage: npm run -s lab -- --ask 'script text' [--string] [--shells dash,bash,ash,bash-as-sh]
           [--below 'tini -s --'] [--signal QUIT] [--args 'a b'] [--env NAME=value]… [--file name=text]… [--trace]
       npm run -s lab -- --ask '["tini", "--", "app"]' --exec …
       npm run -s lab -- --generate COUNT [--seed NUMBER]
       npm run -s lab -- --record [--only theme/name | --only new]`;

const { values } = parseArgs({
  options: {
    ask: { type: "string" },
    generate: { type: "string" },
    seed: { type: "string" },
    record: { type: "boolean", default: false },
    only: { type: "string" },
    string: { type: "boolean", default: false },
    exec: { type: "boolean", default: false },
    shells: { type: "string" },
    below: { type: "string" },
    signal: { type: "string" },
    args: { type: "string" },
    env: { type: "string", multiple: true },
    file: { type: "string", multiple: true },
    trace: { type: "boolean", default: false },
  },
});

const opened = openLabHost();
if (!opened.ok) {
  console.error(`The lab cannot run here: ${opened.why}`);
  process.exitCode = 2;
} else {
  try {
    if (values.ask !== undefined) await ask(opened.host, { ...values, text: values.ask });
    else if (values.generate !== undefined)
      process.exitCode = await generate(opened.host, Number(values.generate), values.seed);
    else if (values.record) process.exitCode = await record(opened.host, values.only ?? null);
    else console.error(usage);
  } finally {
    opened.host.close();
  }
}
