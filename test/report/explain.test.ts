import { expect, test } from "vitest";
import { type MemoryFile, memoryTree } from "../../src/context/memory-tree.ts";
import { explainAll } from "../../src/explain.ts";
import { type ExplainFormatName, explainFormats } from "../../src/report/explain/formats.ts";
import { plainStyle } from "../../src/report/style.ts";

// What is told of whole contexts stands in fixtures/explain.

async function explained(
  format: ExplainFormatName,
  files: Readonly<Record<string, MemoryFile>>,
): Promise<string> {
  const asked = { paths: ["."], context: null, stage: null, shell: null, base: null, ruleIds: [] };
  const report = explainFormats[format];
  return report(await explainAll({ ...asked, tree: memoryTree(files) }), plainStyle);
}

test("json is the documented document, with more fields", async () => {
  const json = await explained("json", {
    Dockerfile: 'FROM debian:12\nCOPY start.sh /\nWORKDIR /\nENTRYPOINT ["sh", "start.sh"]\n',
    "start.sh": "#!/bin/sh\n./my_demo_svr\n",
  });
  expect(JSON.parse(json)).toMatchObject({
    version: 1,
    targets: [
      {
        kind: "dockerfile",
        file: "Dockerfile",
        name: null,
        line: 4,
        base: { image: "debian:12", sh: "dash" },
        assumes: [],
        argv: ["sh", "start.sh"],
        stopSignal: "SIGTERM",
        outcome: "lost",
        reason: expect.stringContaining("./my_demo_svr is killed"),
        tree: {
          name: "sh",
          pid1: true,
          role: "shell",
          file: "Dockerfile",
          line: 4,
          signal: "ignored",
          children: [
            {
              name: "my_demo_svr",
              role: "service",
              file: "start.sh",
              line: 2,
              signal: "never",
              children: [],
            },
          ],
        },
      },
    ],
  });
});

test("names and conditions cannot break a drawing", async () => {
  const drawing = await explained("mermaid", {
    "%%{init: {}}%%/Dockerfile": 'FROM debian:12\nCOPY "#35;`<b>.sh" /run.sh\nCMD ["/run.sh"]\n',
    "%%{init: {}}%%/#35;`<b>.sh": '#!/bin/sh\n"/srv/a \\"b\\""\n:\n',
  });
  expect(drawing).toContain("subgraph t0");
  for (const [, label = ""] of drawing.matchAll(/\[("[^\n]*")\]$/gm))
    expect(label).toMatch(/^"([^"#%&;<>`{}]|#\d+;|<br\/>)*"$/);
});

test("control characters of files do not reach the terminal", async () => {
  const text = await explained("text", {
    Dockerfile: 'FROM debian:12\nCOPY start.sh /\nCMD ["/start.sh", "\\u001b[2J"]\n',
    "start.sh":
      '#!/bin/sh\nif [ "$A" = "\u001b[31m" ]; then exec nginx -g "daemon off;"; fi\nnginx -g "daemon off;"\n',
  });
  expect(text).toContain('[ "$A" = "␛[31m" ]');
  expect(text).not.toContain("\u001b");
});

test("ways that end alike are counted, not shown", async () => {
  const services = ["redis-server", "memcached", "mongod"];
  const arms = services.map((service) => `  ${service}) ${service} ;;\n`).join("");
  const text = await explained("text", {
    Dockerfile: 'FROM debian:12\nCOPY start.sh /\nCMD ["/start.sh"]\n',
    "start.sh": `#!/bin/sh\ncase $KIND in\n${arms}esac\n`,
  });
  expect(text).toContain("$KIND is redis-server  true");
  expect(text).toContain("2 other ways through it are lost too");
});
