import type { Build } from "../builds/build.ts";
import { choiceOf } from "../builds/context-choice.ts";
import type { Container, ContainerFile, ContainerImage, ReadContainers } from "../container/container.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import type { Problem } from "../span.ts";
import { resolveImage, resolveStart } from "../start/resolve-start.ts";
import type { StartOptions } from "../start/start-command.ts";
import { Allowance } from "./allowance.ts";
import type { FileRun, FileToJudge } from "./file-to-judge.ts";
import { type Judged, judgeTarget, type Subject } from "./judge-target.ts";
import { findOverrideFault } from "./override-fault.ts";

/** Judges every container that a file describes, each as it would run. */
export function judgeContainers(given: FileToJudge, read: ReadContainers): FileRun {
  const { tree, names } = given.options;
  const described = read(given.file, given.text, tree, names);
  const wanted = described.containers.filter(({ id }) => names === undefined || names.has(id.name));
  const problems: Problem[] = [];
  const judged: Judged[] = [];
  const allowance = new Allowance();
  for (const container of wanted) {
    const refusal = allowance.refusal(container);
    if (refusal !== null) {
      problems.push(refusal);
      break;
    }
    const found = findSubject(container, described, given);
    problems.push(...found.problems);
    if (found.subject === null) continue;
    const judge = (subject: Subject): Judged => judgeTarget(subject, given.options, given.settings);
    const judgement = judge(found.subject);
    const fault = findOverrideFault(container, judgement, {
      subjectWith: (overlay) => findSubject({ ...container, overlay }, described, given).subject,
      judge,
    });
    allowance.spend(judgement);
    const { target } = judgement;
    judged.push(
      fault === null ? judgement : { ...judgement, target: { ...target, breaks: [], overrideFault: fault } },
    );
  }
  const texts = described.texts.map(({ file, text }) => [file, text] as const);
  return {
    judged,
    problems: [...described.problems, ...problems],
    sources: new Map([...texts, ...judged.flatMap(({ target }) => [...target.sources])]),
  };
}

/** What a container starts; `subject` null where its image cannot be built. */
interface Found {
  readonly subject: Subject | null;
  readonly problems: readonly Problem[];
}

/** The image of a container, and what the container lays over it. */
function findSubject(container: Container, { texts }: ContainerFile, given: FileToJudge): Found {
  const { id, overlay, pidNamespace } = container;
  const { base } = given.options;
  const image = tiedToBuild(container.image, given);
  const options: StartOptions = { overlay, images: given.settings.images, ...(base !== null && { base }) };
  const shared = { id, container, texts };
  if (image.kind !== "built") {
    const start = { ...resolveImage(image, options), pidNamespace };
    return { subject: { ...shared, start, dockerfile: null, context: null }, problems: [] };
  }
  const { build, inline } = image;
  const text = inline ?? readDockerfile(build, given);
  if (text === null) return { subject: null, problems: [noDockerfile(build)] };
  const dockerfile = parseDockerfile(build.dockerfile, text);
  const { stage, buildArgs } = build;
  const started = resolveStart(dockerfile, {
    ...options,
    buildArgs,
    ...(stage !== null && { target: stage }),
  });
  const { problems } = dockerfile;
  if (!started.ok) return { subject: null, problems: [...problems, started.problem] };
  const context = choiceOf(build);
  return { subject: { ...shared, start: { ...started.start, pidNamespace }, dockerfile, context }, problems };
}

/** An image that is named, and that a build of this repository makes, is that build. */
function tiedToBuild(image: ContainerImage, { builds }: FileToJudge): ContainerImage {
  const build = image.kind === "named" ? builds.ofImage(image.reference) : null;
  return build === null ? image : { kind: "built", build, inline: null };
}

function readDockerfile({ dockerfile }: Build, { options }: FileToJudge): string | null {
  const read = options.tree.read(dockerfile);
  return read.ok ? read.text : null;
}

function noDockerfile({ dockerfile, span }: Build): Problem {
  const message = `there is no Dockerfile at ${dockerfile}, which this builds: check the path, which starts at the build context`;
  return { file: span.file, span, message };
}
