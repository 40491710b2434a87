import { nameOf } from "../../script/image-path.ts";
import type { ShellBody } from "./process.ts";
import type { System } from "./system.ts";

/**
 * What `command -v` and `which` print of a program: where the image has it, or where the start command says that it is
 * (`CMD ["/usr/sbin/named"]`); its bare name where neither tells.
 */
export function pathOfCommand(system: System, shell: ShellBody, name: string): string {
  const located = system.scene.files.findCommand(name, shell.workdir);
  if (located.kind === "text" || located.kind === "program") return located.path;
  const given = system.scene.argv.find(({ text }) => text.startsWith("/") && nameOf(text) === name);
  return given?.text ?? name;
}
