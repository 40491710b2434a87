/** Where what a process writes goes, as far as anybody reads it. */
export type Sink =
  | { readonly kind: "output"; readonly of: number }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "away" };

/** What a process reads from. A container's standard input is empty unless somebody attaches to it. */
export type Stdin =
  | { readonly kind: "empty" }
  | { readonly kind: "pipe"; readonly writers: readonly number[]; readonly linesRead: number }
  | { readonly kind: "text"; readonly text: string }
  /** A named pipe that this side holds open too: nothing ever comes, and it never ends. */
  | { readonly kind: "silent" };
