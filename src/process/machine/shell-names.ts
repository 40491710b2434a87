import { nameOf } from "../../script/image-path.ts";
import type { ShellName } from "../../start/base-image.ts";

/** A shell, and whether it was started as `sh`: bash then follows POSIX more closely (bash, Bash POSIX Mode). */
export interface ShellCalled {
  readonly shell: ShellName;
  readonly posix: boolean;
}

/** Whether a program is a shell, and one that the model knows. */
export type ShellNamed =
  | ({ readonly kind: "known" } & ShellCalled)
  | { readonly kind: "unmodelled"; readonly name: string }
  | { readonly kind: "none" };

/** The shell that a program is by its name; what `/bin/sh` is, is only asked where that is meant. */
export function shellNamed(program: string, scene: { readonly binSh: ShellName }): ShellNamed {
  const name = nameOf(program);
  switch (name) {
    case "sh":
      return { kind: "known", shell: scene.binSh, posix: scene.binSh === "bash" };
    case "bash":
    case "rbash":
      return { kind: "known", shell: "bash", posix: false };
    case "dash":
      return { kind: "known", shell: "dash", posix: false };
    case "ash":
      return { kind: "known", shell: "ash", posix: false };
    case "ksh":
    case "mksh":
    case "ksh93":
    case "zsh":
    case "fish":
    case "csh":
    case "tcsh":
    case "pwsh":
    case "powershell":
      return { kind: "unmodelled", name };
    default:
      return { kind: "none" };
  }
}
