import { describe, expect, test } from "vitest";
import { spanOf } from "../../src/mapped-text.ts";
import { expectMapped, filesOf, shown, textOf } from "./started-image.ts";

const context = { "start.sh": "#!/bin/sh\nexec app\n" };

function afterRun(run: string, base = "debian:12"): ReturnType<typeof filesOf> {
  return filesOf(`FROM ${base}\nWORKDIR /app\nCOPY start.sh /src/start.sh\nRUN ${run}\n`, context);
}

describe("files that RUN moves, copies and links", () => {
  test.each([
    ["ln -s /src/start.sh /start.sh", "/start.sh"],
    ["ln -s src/start.sh / # backwards compat", "/start.sh"],
    ["ln -sf ../src/start.sh current", "/app/current"],
    ["ln -s /src /code", "/code/start.sh"],
    ["ln /src/start.sh /usr/local/bin/", "/usr/local/bin/start.sh"],
    ["cd /src && mv start.sh /usr/bin/go", "/usr/bin/go"],
    ["set -eux; cd /src; mv -f start.sh /usr/bin", "/usr/bin/start.sh"],
    ["cp -a /src/. /opt/x/", "/opt/x/start.sh"],
    ["cp -r /src /opt/", "/opt/src/start.sh"],
    ["cp /src/*.sh /usr/local/bin/ && echo done", "/usr/local/bin/start.sh"],
    ["install -m 755 -D /src/start.sh /opt/bin/start", "/opt/bin/start"],
    ["install -t /opt/bin /src/start.sh", "/opt/bin/start.sh"],
    ["for f in start; do mv /src/$f.sh /bin/$f; done", "/bin/start"],
    [
      "apt-get update && \\\n  (cd /src && cp start.sh /x.sh) \\\n  # why\n  && rm -rf /var/lib/apt/lists/*",
      "/x.sh",
    ],
    ["sh -c 'mv /src/start.sh /x.sh'", "/x.sh"],
    ['["mv", "/src/start.sh", "/x.sh"]', "/x.sh"],
    ["D=/opt; mkdir -p $D && mv /src/start.sh $D/", "/opt/start.sh"],
    ["cat /src/start.sh > /x.sh", "/x.sh"],
    ["<<EOF\nset -e\nmv /src/start.sh /x.sh\nEOF", "/x.sh"],
    ["sed -i 's/\\r$//' /src/start.sh", "/src/start.sh"],
    ["dos2unix /src/start.sh", "/src/start.sh"],
    ["sed -i -e 's/\\r//g' /src/start.sh && chmod +x /src/start.sh", "/src/start.sh"],
    ['if [ -n "$X" ]; then rm /src/start.sh; fi', "/src/start.sh"],
  ])("%s", (run, path) => {
    expect(shown(afterRun(run).find(path))).toBe("start.sh");
  });

  test("a file that was moved is gone", () => {
    expect(shown(afterRun("mv /src/start.sh /x").find("/src/start.sh"))).toBe(
      "missing: a RUN step moves it to /x",
    );
  });

  test("what is done only under a condition is not taken for done", () => {
    const files = afterRun('if [ -n "$X" ]; then cp /src/start.sh /x.sh; fi');
    expect(shown(files.find("/x.sh"))).toBe("unknown: a RUN step brings it only under a condition");
  });
});

describe("chmod", () => {
  test.each([
    ["chmod +x /src/start.sh", "yes"],
    ["chmod 0755 /src/*", "yes"],
    ["chmod -R a+rx /src", "yes"],
    ["chmod u=rw,go=r /src/start.sh", "no"],
    ["chmod -x /src/start.sh", "no"],
    ["chmod g+w /src/start.sh", "no"],
    ["find /src -name '*.sh' -exec chmod +x {} \\;", "yes"],
    ['for f in /src/*.sh; do chmod +x "$f"; done', "yes"],
    ["for f in /src/*.sh; do chmod +x $f; done", "yes"],
    ["test -e x && chmod +x /src/start.sh || true", "yes"],
    ["test -e x || chmod +x /src/start.sh", "unknown"],
    ["chmod $MODE /src/start.sh", "unknown"],
  ])("%s", (run, executable) => {
    expect(afterRun(run).find("/src/start.sh")).toMatchObject({ kind: "text", executable });
  });
});

describe("files that RUN writes", () => {
  test.each([
    ["debian:12", "echo '#!/bin/sh\\nexec app' > /x", "#!/bin/sh\nexec app\n"],
    ["alpine:3", "echo '#!/bin/sh\\nexec app' > /x", "#!/bin/sh\\nexec app\n"],
    ["alpine:3", "echo -e '#!/bin/sh\\nexec app' > /x", "#!/bin/sh\nexec app\n"],
    ["debian:12", "echo -e 'exec app' > /x", "-e exec app\n"],
    ["fedora:40", "echo -n 'exec app' > /x", "exec app"],
    ["debian:12", "echo '#!/bin/sh' > /x && echo 'exec \"$@\"' >> /x", '#!/bin/sh\nexec "$@"\n'],
    ["debian:12", "printf '#!/bin/sh\\nexec %s\\n' app > /x", "#!/bin/sh\nexec app\n"],
    ["debian:12", "printf '%s\\n' '#!/bin/sh' 'exec app' > /x", "#!/bin/sh\nexec app\n"],
    ["debian:12", "{ echo '#!/bin/sh'; echo 'exec app'; } > /x", "#!/bin/sh\nexec app\n"],
    ["debian:12", "{ echo '#!/bin/sh'; echo 'exec app'; } | tee /x", "#!/bin/sh\nexec app\n"],
    ["debian:12", 'echo "exec app \\"\\$@\\"" > /x', 'exec app "$@"\n'],
    ["debian:12", "cat <<'EOF' > /x\n#!/bin/sh\nexec \"$@\"\nEOF", '#!/bin/sh\nexec "$@"\n'],
    ["debian:12", "cat > /x <<EOF\nexec \\$1\nEOF", "exec $1\n"],
    ["debian:12", "tee /x <<'EOF'\nexec app\nEOF", "exec app\n"],
    ["debian:12", "<<OUTER\ncat <<'EOF' > /x\nexec app\nEOF\nchmod +x /x\nOUTER", "exec app\n"],
  ])("on %s: %s", (base, run, text) => {
    expect(textOf(afterRun(run, base).find("/x"))).toBe(text);
  });

  test("each word leads back to the Dockerfile", () => {
    const dockerfile = `
      FROM debian:12
      RUN printf '#!/bin/sh\\nset -e\\n' > /x && \\
          echo "exec app \\"\\$@\\"" >> /x
      `;
    expectMapped(filesOf(dockerfile).find("/x"), dockerfile, ["#!/bin/sh", "set -e", "exec app"]);
  });

  test("a value that only the build knows makes the text unknown", () => {
    expect(shown(afterRun('echo "exec $(which app)" > /x').find("/x"))).toBe(
      "unknown: a RUN step writes it with what only the build knows",
    );
  });

  test("what a shell nobody knows prints is unknown where shells differ", () => {
    expect(textOf(afterRun("echo 'exec app' > /x", "acme/base").find("/x"))).toBe("exec app\n");
    expect(shown(afterRun("echo 'a\\nb' > /x", "acme/base").find("/x"))).toMatch(/^unknown/);
  });
});

test.each([
  "sed -i 's/\\r$//' /src/start.sh",
  "dos2unix /src/*.sh",
  "find /src -name '*.sh' -exec sed -i 's/\\r$//' {} +",
])("line ends: %s", (command) => {
  const text = "#!/bin/sh\r\n\r\nexec app\r\n";
  const files = filesOf(`FROM debian:12\nCOPY . /src\nRUN ${command}`, { "start.sh": text });
  const located = files.find("/src/start.sh");
  if (located.kind !== "text") throw new Error(`${located.kind} is no text`);
  expect(located.text.text).toBe("#!/bin/sh\n\nexec app\n");
  expect(spanOf(located.text, 11, 19)).toEqual({ file: "start.sh", start: 13, end: 21 });
});
