import type { ContextChoice } from "../script/located.ts";
import type { Build } from "./build.ts";

/** The build context of a build, and who says so. */
export function choiceOf({ context, span }: Build): ContextChoice {
  return { root: context, because: `${span.file} names it` };
}
