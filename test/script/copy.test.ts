import { describe, expect, test } from "vitest";
import { expectMapped, filesOf, shown, textOf } from "./started-image.ts";

const script = "#!/bin/sh\nexec app\n";

describe("COPY and ADD", () => {
  test.each([
    ["a file into a folder", "COPY start.sh /", { "start.sh": script }, "/start.sh", "start.sh"],
    ["a file under another name", "COPY run.sh /start.sh", { "run.sh": script }, "/start.sh", "run.sh"],
    ["several files", "COPY a.sh b.sh /opt/", { "a.sh": script, "b.sh": script }, "/opt/b.sh", "b.sh"],
    [
      "the whole context",
      "WORKDIR /app\nCOPY . .",
      { "docker/entrypoint.sh": script },
      "/app/docker/entrypoint.sh",
      "docker/entrypoint.sh",
    ],
    ["ADD of the whole context", "ADD . /code", { "start.sh": script }, "/code/start.sh", "start.sh"],
    [
      "a folder's contents",
      "COPY rootfs/ /",
      { "rootfs/etc/run.sh": script },
      "/etc/run.sh",
      "rootfs/etc/run.sh",
    ],
    [
      "a folder without a slash",
      "COPY docker /opt",
      { "docker/run.sh": script },
      "/opt/run.sh",
      "docker/run.sh",
    ],
    [
      "a pattern",
      "COPY docker/*.sh /",
      { "docker/run.sh": script, "docker/a.txt": "" },
      "/run.sh",
      "docker/run.sh",
    ],
    [
      "a pattern of one character",
      "COPY docker/ru?.sh /",
      { "docker/run.sh": script },
      "/run.sh",
      "docker/run.sh",
    ],
    [
      "everything of a folder",
      "COPY docker/* /",
      { "docker/run.sh": script, "docker/b": "" },
      "/run.sh",
      "docker/run.sh",
    ],
    [
      "folders that a pattern matches, by their contents",
      "COPY d* /x/",
      { "d1/a.sh": script, "d2/b.sh": "" },
      "/x/a.sh",
      "d1/a.sh",
    ],
    ["names with spaces", 'COPY ["a b.sh", "/x/"]', { "a b.sh": script }, "/x/a b.sh", "a b.sh"],
    [
      "a folder that WORKDIR made",
      "WORKDIR /app\nCOPY start.sh /app",
      { "start.sh": script },
      "/app/start.sh",
      "start.sh",
    ],
    [
      "a folder that COPY made",
      "COPY lib /app\nCOPY start.sh /app",
      { "lib/x": "", "start.sh": script },
      "/app/start.sh",
      "start.sh",
    ],
    [
      "a folder that RUN made",
      "RUN mkdir -p /app/bin\nCOPY start.sh /app/bin",
      { "start.sh": script },
      "/app/bin/start.sh",
      "start.sh",
    ],
    [
      "a folder every image has",
      "COPY start.sh /usr/local/bin",
      { "start.sh": script },
      "/usr/local/bin/start.sh",
      "start.sh",
    ],
    [
      "a folder that only the base can have",
      "COPY start.sh /var/www/x",
      { "start.sh": script },
      "/var/www/x/start.sh",
      "start.sh",
    ],
    [
      "variables",
      "ARG D=/srv\nENV N=start.sh\nCOPY $N $D/",
      { "start.sh": script },
      "/srv/start.sh",
      "start.sh",
    ],
    [
      "--parents",
      "COPY --parents a/b/start.sh /x/",
      { "a/b/start.sh": script },
      "/x/a/b/start.sh",
      "a/b/start.sh",
    ],
    [
      "--parents from a pivot",
      "COPY --parents a/./b/start.sh /x/",
      { "a/b/start.sh": script },
      "/x/b/start.sh",
      "a/b/start.sh",
    ],
    [
      "a later COPY over an earlier one",
      "COPY a /start.sh\nCOPY b /start.sh",
      { a: "", b: script },
      "/start.sh",
      "b",
    ],
    [
      "a path with .. and //",
      "WORKDIR /app\nCOPY start.sh ..//bin/",
      { "start.sh": script },
      "/bin/start.sh",
      "start.sh",
    ],
    ["/usr/bin for /bin", "COPY start.sh /bin/", { "start.sh": script }, "/usr/bin/start.sh", "start.sh"],
    [
      "a link of the context that is copied itself",
      "COPY start.sh /",
      { "start.sh": { link: "docker/run.sh" }, "docker/run.sh": script },
      "/start.sh",
      "docker/run.sh",
    ],
    [
      "a link inside a folder",
      "COPY . /app",
      { "start.sh": { link: "docker/run.sh" }, "docker/run.sh": script },
      "/app/start.sh",
      "docker/run.sh",
    ],
    [
      "a link to a folder",
      "COPY . /app",
      { now: { link: "v2" }, "v2/run.sh": script },
      "/app/now/run.sh",
      "v2/run.sh",
    ],
  ])("%s", (_, steps, files, path, file) => {
    expect(shown(filesOf(`FROM debian:12\n${steps}\n`, files).find(path))).toBe(file);
  });

  test("the mode comes from the context, from --chmod, or from a later chmod", () => {
    const files = filesOf(
      `
      FROM debian:12
      COPY plain.sh tool.sh /
      COPY --chmod=755 plain.sh /changed.sh
      COPY --chmod=0644 tool.sh /tool-644.sh
      COPY plain.sh /later.sh
      RUN chmod +x /later.sh
      RUN chmod +x /over.sh
      COPY plain.sh /over.sh
      `,
      { "plain.sh": script, "tool.sh": { text: script, executable: true } },
    );
    const modes = ["/plain.sh", "/tool.sh", "/changed.sh", "/tool-644.sh", "/later.sh", "/over.sh"].map(
      (path) => {
        const located = files.find(path);
        return located.kind === "text" ? located.executable : located.kind;
      },
    );
    expect(modes).toEqual(["no", "yes", "yes", "no", "yes", "no"]);
  });

  test("a program that is no text is a program", () => {
    expect(shown(filesOf("FROM scratch\nCOPY app /app\n", { app: "\x7fELF\0\0" }).find("/app"))).toBe(
      "program app",
    );
  });

  test("a heredoc is text of the Dockerfile, each character with its place", () => {
    const dockerfile = `
      FROM debian:12
      ENV PORT=80
      COPY <<EOF /start.sh
      #!/bin/sh
      exec app --port $PORT
      EOF
      `;
    const located = filesOf(dockerfile).find("/start.sh");
    expect(textOf(located)).toBe("#!/bin/sh\nexec app --port 80\n");
    expectMapped(located, dockerfile, ["#!/bin/sh", "exec app"]);
  });

  test("a quoted heredoc keeps its variables", () => {
    const files = filesOf("FROM debian:12\nCOPY <<'EOF' /bin/start\nexec \"$@\"\nEOF\n");
    expect(textOf(files.find("/bin/start"))).toBe('exec "$@"\n');
  });

  test("a heredoc with a variable that an unknown base may set is unknown", () => {
    const files = filesOf("FROM acme/base\nCOPY <<EOF /start.sh\nexec $APP\nEOF\n");
    expect(shown(files.find("/start.sh"))).toMatch(/^unknown: the build puts variables into its heredoc/);
  });
});

describe("COPY --from", () => {
  test("a stage is followed, and the stage that one takes from", () => {
    const files = filesOf(
      `
      FROM debian:12 AS one
      COPY start.sh /src/
      FROM one AS two
      COPY --from=one /src /out
      RUN chmod +x /out/start.sh
      FROM debian:12
      COPY --from=two /out/start.sh /usr/local/bin/
      COPY --from=1 /out /app
      `,
      { "start.sh": script },
    );
    expect(shown(files.findCommand("start.sh", "/"))).toBe("start.sh");
    const located = files.find("/app/start.sh");
    expect(located).toMatchObject({ kind: "text", executable: "yes" });
    expect(located.kind === "text" && located.by.length).toBe(3);
  });

  test("a pattern in a stage", () => {
    const files = filesOf("FROM debian:12 AS b\nCOPY x /out\nFROM debian:12\nCOPY --from=b /out/*.sh /\n", {
      "x/run.sh": script,
    });
    expect(shown(files.find("/run.sh"))).toBe("x/run.sh");
  });

  test("a file of another image is unknown", () => {
    const files = filesOf("FROM debian:12\nCOPY --from=acme/tool:1 /start.sh /start.sh\n");
    expect(shown(files.find("/start.sh"))).toBe("unknown: COPY takes it from the image acme/tool:1");
  });

  test("a file that a stage builds is unknown, and a script copied there is not", () => {
    const files = filesOf(
      `
      FROM golang AS build
      COPY . /app
      RUN make
      FROM debian:12
      COPY --from=build /app /app
      `,
      { "start.sh": script },
    );
    expect(shown(files.find("/app/start.sh"))).toBe("start.sh");
    expect(shown(files.find("/app/server"))).toBe(
      "unknown: it comes from the base image golang or a RUN step that siglint cannot follow",
    );
  });
});

describe("why there is no file", () => {
  test.each([
    [
      "not in the context",
      "COPY start.sh other.sh /",
      { "other.sh": "" },
      "missing: the build context has no start.sh",
    ],
    [
      "ignored",
      "COPY . /",
      { "start.sh": script, ".dockerignore": "*.sh\n" },
      "missing: .dockerignore keeps start.sh out of the build context",
    ],
    [
      "excluded",
      "COPY --exclude=*.sh dir /",
      { "dir/start.sh": script },
      "missing: --exclude leaves start.sh out",
    ],
    [
      "removed",
      "COPY start.sh /\nRUN rm /start.sh",
      { "start.sh": script },
      "missing: a RUN step removes it",
    ],
    [
      "downloaded by ADD",
      "ADD https://example.com/start.sh /",
      {},
      "unknown: ADD downloads it from https://example.com/start.sh",
    ],
    [
      "downloaded by RUN",
      "RUN curl -fsSL https://example.com/s -o /start.sh",
      {},
      "unknown: a RUN step downloads it",
    ],
    [
      "an archive",
      "ADD root.tar.gz /",
      { "root.tar.gz": "" },
      "unknown: ADD unpacks root.tar.gz there, and siglint does not look into archives",
    ],
    ["the base image", "WORKDIR /", {}, "unknown: it comes from the base image debian:12"],
    [
      "a RUN step",
      "RUN make install",
      {},
      "unknown: it comes from the base image debian:12 or a RUN step that siglint cannot follow",
    ],
    [
      "a link out of the context",
      "COPY start.sh other /",
      { "start.sh": { link: "../start.sh" }, "../start.sh": script, other: "" },
      "unknown: start.sh is a link to ../start.sh, which siglint does not follow out of the build context",
    ],
    [
      "edited in place",
      "COPY start.sh /\nRUN sed -i 's/app/other/' /start.sh",
      { "start.sh": script },
      "unknown: a RUN step edits it in place with `sed -i`, which siglint does not play",
    ],
  ])("%s", (_, steps, files, reason) => {
    expect(shown(filesOf(`FROM debian:12\n${steps}\n`, files).find("/start.sh"))).toBe(reason);
  });

  test("from scratch, nothing else can bring it", () => {
    expect(shown(filesOf("FROM scratch\nCOPY app /\n", { app: "" }).find("/start.sh"))).toBe(
      "missing: no step of the Dockerfile brings it, and the image starts from scratch",
    );
  });

  test("a git submodule that is not checked out", () => {
    const files = filesOf("FROM debian:12\nCOPY docker /opt\n", {
      ".gitmodules": '[submodule "d"]\n\tpath = docker/common\n\turl = x\n',
      "docker/common/": "",
      "docker/x": "",
    });
    expect(shown(files.find("/opt/common/start.sh"))).toBe(
      "unknown: the git submodule docker/common is not checked out",
    );
  });

  test("git clone", () => {
    const files = filesOf(
      "FROM debian:12\nWORKDIR /src\nRUN git clone https://example.com/app.git && cd app\n",
    );
    expect(shown(files.find("/src/app/start.sh"))).toBe(
      "unknown: a RUN step clones https://example.com/app.git into /src/app",
    );
  });

  test("links that lead in a circle", () => {
    const files = filesOf("FROM debian:12\nRUN ln -s /a /b && ln -s /b /a\n");
    expect(shown(files.find("/a"))).toBe("missing: its links lead in a circle");
  });
});

describe("commands and patterns", () => {
  test("a bare name is looked up along PATH, a relative one from the working directory", () => {
    const files = filesOf(
      'FROM debian:12\nENV PATH="/opt/bin:$PATH"\nWORKDIR /app\nCOPY run.sh /opt/bin/run\nCOPY . .\nCOPY run.sh /usr/local/bin/entrypoint.sh\n',
      { "run.sh": script, "docker/go.sh": script },
    );
    expect(shown(files.findCommand("run", "/app"))).toBe("run.sh");
    expect(shown(files.findCommand("./docker/go.sh", "/app"))).toBe("docker/go.sh");
    expect(shown(files.findCommand("entrypoint.sh", null))).toBe("run.sh");
    expect(shown(files.findCommand("nginx", "/"))).toBe("unknown: it comes from the base image debian:12");
    expect(shown(files.findCommand("docker/go.sh", null))).toBe(
      "unknown: the folder it is started in is not known",
    );
  });

  test("a PATH that is too long to look through is told", () => {
    const path = Array.from({ length: 200 }, (_, index) => `/p${index}`).join(":");
    const files = filesOf(`FROM debian:12\nENV PATH="${path}"\nCOPY run.sh /p3/run\n`, { "run.sh": script });
    expect(shown(files.findCommand("run", "/app"))).toBe(
      "unknown: PATH names more than 100 folders, and siglint looks through no more: shorten it, or start the program by its path",
    );
    expect(shown(files.findCommand("/p3/run", "/app"))).toBe("run.sh");
  });

  test("a file on PATH is found though an archive was unpacked into a folder before it", () => {
    const files = filesOf(
      "FROM debian:12\nRUN curl -fsSL https://example.com/x.tgz | tar -xz -C /usr/local\nCOPY run.sh /usr/local/bin/\n",
      { "run.sh": script },
    );
    expect(shown(files.findCommand("run.sh", "/"))).toBe("run.sh");
    expect(shown(files.findCommand("tool", "/"))).toBe(
      "unknown: a RUN step unpacks an archive into /usr/local",
    );
  });

  test("a glob gives the known files", () => {
    const files = filesOf("FROM debian:12\nCOPY d /app/d/\nCOPY b.sh /app/d/\n", {
      "d/a.sh": script,
      "d/.hidden.sh": "",
      "d/c.txt": "",
      "b.sh": script,
    });
    expect(files.glob("/app/d/*.sh")).toEqual({ paths: ["/app/d/a.sh", "/app/d/b.sh"], complete: true });
    expect(files.glob("/docker-entrypoint.d/*.sh")).toEqual({ paths: [], complete: false });
  });
});
