/** A part of a hover, for editors that show markdown and for those that do not. */
export interface HoverPart {
  readonly markdown: string;
  readonly text: string;
}
