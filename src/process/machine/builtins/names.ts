const POSIX =
  `: . [ alias bg break cd command continue echo eval exec exit export false fg getopts hash jobs kill printf pwd
  read readonly return set shift test times trap true type ulimit umask unalias unset wait local`.split(
    /\s+/,
  );

const BASH =
  `builtin caller declare dirs disown enable help history let logout mapfile popd pushd readarray shopt source
  suspend typeset compgen complete`.split(/\s+/);

/** ash is busybox's, which has a few of bash's. */
const ASH = ["source", "let", "[["];

const names = { dash: new Set(POSIX), ash: new Set([...POSIX, ...ASH]), bash: new Set([...POSIX, ...BASH]) };

const SPECIAL = new Set(
  ": . break continue eval exec exit export readonly return set shift times trap unset".split(" "),
);

/** Whether an error of it ends a shell that goes by POSIX (2.14). */
export function isSpecialBuiltin(name: string): boolean {
  return SPECIAL.has(name);
}

/** Whether a name is a builtin of any shell: such a command needs the shell to stay. */
export function isBuiltinName(name: string): boolean {
  return names.bash.has(name) || names.ash.has(name);
}

/** Whether every shell has it, as a builtin or, on most systems, as a program. */
export function isPosixBuiltin(name: string): boolean {
  return names.dash.has(name);
}

/** Whether this shell has the builtin. */
export function hasBuiltin(name: string, shell: keyof typeof names): boolean {
  return names[shell].has(name);
}
