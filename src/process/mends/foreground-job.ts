import { eachChild } from "../../shell/parse.ts";
import type { Command, SyntaxNode } from "../../shell/syntax.ts";
import type { LaunchSite } from "../machine/process.ts";

/** The `fg` commands behind a place of a script: each is a foreground like any other. */
export function fgBehind({ script }: LaunchSite, end: number): readonly Command[] {
  const found: Command[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name?.value === "fg" && node.pos >= end) found.push(node);
    eachChild(node, visit);
  };
  visit(script.root);
  return found;
}
