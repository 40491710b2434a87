import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AjvModule from "ajv-draft-04";
import formatsModule from "ajv-formats";
import { SaxesParser } from "saxes";
import type { FormatName } from "../../src/report/formats.ts";

/** Reads a report as its reader would; throws where that cannot be done. `count` is how many findings and problems it has. */
type ReadBack = (text: string, count: number) => void;

/** What a terminal would act on, and what reorders or hides text: all but line ends. */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFF9-\uFFFB]|(?!\u200C|\u200D|[\uFE00-\uFE0F])\p{DI}|##(vso|teamcity)?\[|^\s*::/mu;

/** Throws where a text for people has a character that a terminal would act on. */
export function checkVisible(text: string): void {
  const found =
    text
      .split("\n")
      .map((line) => UNSAFE.exec(line))
      .find((match) => match !== null) ?? null;
  if (found !== null)
    throw new Error(
      `it shows U+${found[0].codePointAt(0)?.toString(16)} as it is: ${JSON.stringify(text.slice(0, 300))}`,
    );
}

export const readBack: Readonly<Record<FormatName, ReadBack>> = {
  checkstyle: readXml,
  codeclimate: (text, count) => expectCount(text.split("\0").slice(0, -1).map(parseJson), count),
  github: (text, count) => {
    expectCount(text.split("\n").slice(0, -1), count);
    for (const line of text.split("\n").slice(0, -1))
      if (
        !/^::(error|warning|notice) file=[^,:]*,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[^,:]*::/.test(
          line,
        )
      )
        throw new Error(`no workflow command: ${line}`);
    checkVisible(text.replace(/^::/gm, ""));
  },
  gitlab: (text, count) => expectCount(parseJson(text), count),
  json: (text) => void parseJson(text),
  jsonl: (text, count) => expectCount(text.split("\n").slice(0, -1).map(parseJson), count + 1),
  junit: readXml,
  markdown: checkVisible,
  sarif: (text) => {
    if (!isSarif()(parseJson(text))) throw new Error("no SARIF 2.1.0");
  },
  text: checkVisible,
  unix: (text, count) => {
    checkVisible(text);
    expectCount(text.split("\n").slice(0, -1), count);
    for (const line of text.split("\n").slice(0, -1))
      if (!/:\d+:\d+: (error|warning|info): .* \[[\w-]+\]$/.test(line))
        throw new Error(`not as compilers write: ${line}`);
  },
};

function parseJson(text: string): unknown {
  if (/[^\P{Cs}]/u.test(text)) throw new Error("half of a surrogate pair, which no UTF-8 holds");
  return JSON.parse(text);
}

function expectCount(list: unknown, count: number): void {
  if (!Array.isArray(list) || list.length !== count) throw new Error(`not ${count} entries`);
}

function readXml(text: string): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
}

let sarif: ((document: unknown) => boolean) | null = null;

function isSarif(): (document: unknown) => boolean {
  if (sarif !== null) return sarif;
  const schema = createRequire(import.meta.url).resolve(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  const ajv = new AjvModule.default({ strict: false, unicodeRegExp: false });
  formatsModule.default(ajv);
  sarif = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
  return sarif;
}
