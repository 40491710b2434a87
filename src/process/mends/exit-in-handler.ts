import type { Edit } from "../../diagnostic.ts";
import type { HandlerBody } from "./handler-body.ts";

/** `exit` as the last command of a handler, so that the script does not go on behind it. */
export function exitInHandler(body: HandlerBody): readonly (readonly Edit[])[] {
  const last = body.statements.at(-1) ?? body.statements[0];
  return body.edit()?.insertBehind(last, "exit").edits ?? [];
}
