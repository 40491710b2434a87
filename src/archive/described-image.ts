import type { Span } from "../span.ts";
import type { ArchivedImage } from "./archived-image.ts";

/** An image out of an archive, with a text that findings can point into. */
export interface DescribedImage {
  readonly image: ArchivedImage;
  /** What the text is called in spans: the archive, and the image's name behind `!` where the archive has several. */
  readonly file: string;
  /**
   * The layers, the oldest first, and what the configuration sets, as the instructions that set it: what people know it by,
   * where its JSON is one long line.
   */
  readonly text: string;
  /** The line of each layer. */
  readonly layers: readonly Span[];
  readonly entrypoint: DescribedSetting | null;
  readonly cmd: DescribedSetting | null;
  readonly stopSignal: Span | null;
}

/** An instruction of the text: the whole line, and the array or word behind its name. */
export interface DescribedSetting {
  readonly line: Span;
  readonly value: Span;
}

/** The file of an image at an absolute path, as findings call it: `shop.tar!/app/start.sh`. */
export function nameInArchive({ file }: DescribedImage, path: string): string {
  return `${file}!${path}`;
}

/** Whether a file of a span lies in this image. */
export function isInArchive({ file }: DescribedImage, name: string): boolean {
  return name.startsWith(`${file}!/`);
}

export function describeImage(image: ArchivedImage, file: string): DescribedImage {
  let text = "";
  const add = (name: string, value: string): DescribedSetting => {
    const start = text.length;
    const end = start + name.length + 1 + value.length;
    text += `${name} ${value}\n`;
    return { line: { file, start, end }, value: { file, start: end - value.length, end } };
  };
  const { config, layers } = image;
  const layerLines = layers.map(({ digest, blob }, index) => {
    const madeBy = tidy(config.history[index] ?? "");
    const id = shortened(config.contents[index] ?? digest?.value ?? blob);
    return add("LAYER", `${index + 1} ${id}${madeBy === "" ? "" : `  ${madeBy}`}`).line;
  });
  for (const [name, value] of config.env) add("ENV", `${name}=${JSON.stringify(value)}`);
  if (config.workdir !== null) add("WORKDIR", tidy(config.workdir));
  if (config.user !== null) add("USER", tidy(config.user));
  if (config.shell !== null) add("SHELL", arrayOf(config.shell));
  const stopSignal = config.stopSignal === null ? null : add("STOPSIGNAL", tidy(config.stopSignal)).value;
  const entrypoint = config.entrypoint === null ? null : add("ENTRYPOINT", arrayOf(config.entrypoint));
  const cmd = config.cmd === null ? null : add("CMD", arrayOf(config.cmd));
  return { image, file, text, layers: layerLines, entrypoint, cmd, stopSignal };
}

function arrayOf(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}

/** `sha256:0123456789ab`, as `docker images` shows it. */
function shortened(digest: string): string {
  return digest.replace(/^(sha\d+:[0-9a-f]{12})[0-9a-f]*$/, "$1");
}

const MOST_MADE_BY = 120;

/** What a builder says it did, on one line, without what it says of every step. */
function tidy(words: string): string {
  const line = words
    .replace(/\s+/g, " ")
    .replace(/^(RUN )?(\|\d+ .*?)?\/bin\/sh -c (#\(nop\) )?/, (_, run) => (run === undefined ? "" : run))
    .replace(/ # buildkit$/, "")
    .trim();
  return line.length <= MOST_MADE_BY ? line : `${line.slice(0, MOST_MADE_BY - 1)}…`;
}
