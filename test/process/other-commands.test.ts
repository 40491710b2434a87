import { describe, expect, test } from "vitest";
import { HOLE } from "../../src/process/hole.ts";
import { playStop } from "../../src/process/play-stop.ts";
import type { Scene } from "../../src/process/scene.ts";
import type { Play, ProcessNode } from "../../src/process/stop.ts";
import { playScene } from "../support/play-scene.ts";
import { scriptCase } from "../support/script-case.ts";

const SCRIPTS: Readonly<Record<string, string>> = {
  "does not look at its command": "echo hello\nif [ -f /x ]; then nginx; fi\nexec nginx",
  "looks at it in a case": 'echo\ncase "$1" in\ncache) redis-server ;;\nserve) shift ;;\nesac\nnginx -g x',
  "looks at it at the end": 'if [ "$1" = serve ]; then nginx; exit; fi\nexec "$@"',
  "looks at it in a function's arguments":
    'main() { if [ "$1" = cache ]; then redis-server; fi; nginx; }\nmain "$@"',
  "looks at it in a text": 'look=\'case "$1" in cache) redis-server ;; esac\'\neval "$look"\nexec nginx',
  "looks at it in a trap":
    "trap 'case \"$1\" in cache) exit ;; esac; kill $pid; wait $pid' TERM\nnginx &\npid=$!\nwait",
  "looks at it in a subshell": '(if [ "$1" = cache ]; then redis-server; fi)\nexec nginx',
  "looks at it behind &": 'redis-server "$@" &\nexec nginx',
  "looks at it in a here-document":
    'read word <<END; echo hello\n$1\nEND\nif [ "$word" = cache ]; then redis-server; fi\nexec nginx',
  "looks at it in a loop without a list":
    "for word; do\nif [ $word = cache ]; then redis-server; fi\ndone\nexec nginx",
  "looks at it by getopts":
    "while getopts c name; do\nif [ $name = c ]; then redis-server; fi\ndone\nexec nginx",
  "looks at it with shift":
    'while [ $# -gt 0 ]; do\ncase $1 in cache) mode=cache ;; esac\nshift\ndone\nif [ "$mode" = cache ]; then redis-server; fi\nexec nginx',
  "looks at something else by that name":
    "ip=$(hostname -i | awk '{print $1}')\nif [ -f /x ]; then nginx; fi\nexec nginx",
  "keeps it in a variable":
    'mode=$1\nif [ "$mode" = cache ]; then redis-server; fi\necho\nif [ "$mode" = queue ]; then exec nginx; fi\nnginx',
  "looks at it in an alias": "alias look='case $1 in cache) redis-server ;; esac'\nlook\nexec nginx",
  "rests before it looks": 'sleep 30\nif [ "$1" = cache ]; then redis-server; fi\nexec nginx',
  "looks at it again by a function that is in the way":
    'f() { (g); }\ng() { sleep 1; }\nf\nif [ "$1" = cache ]; then redis-server; fi\nf\nexec nginx',
};

describe("what another command starts is told the same as if it had been played by itself: a script that", () => {
  test.each(Object.entries(SCRIPTS))("%s", (_, script) => {
    const scene = sceneOf(`${script}\n`);
    const { fixedWords = 0, binSh, argv } = scene;
    const own = playScene(scene);
    const any = { text: HOLE, origin: { kind: "docker" }, mapped: null } as const;
    const alone = playScene({ ...scene, argv: [...argv.slice(0, fixedWords), any] });
    const { plays, others } = playStop(scene, [binSh]);
    expect(told(plays)).toEqual(told(own));
    expect(told([...plays, ...others])).toEqual(told([...own, ...alone]));
  });
});

function sceneOf(script: string): Scene {
  const scene = scriptCase(script);
  const word = { text: "serve", origin: { kind: "docker" }, mapped: null } as const;
  return { ...scene, argv: [...scene.argv, word], fixedWords: scene.argv.length, outside: "open" };
}

/** The outcomes but for `unknown`, and the processes there; each once. */
function told(plays: readonly Play[]): readonly string[] {
  const all = plays.flatMap(({ outcome, tree }) =>
    outcome === "unknown" ? [] : `${outcome}: ${inWords(tree)}`,
  );
  return [...new Set(all)].sort();
}

function inWords({ name, end, signal, children }: ProcessNode): string {
  return `${name} ${signal} ${end} (${children.map(inWords).join(", ")})`;
}
