export { HOLE, isKnown } from "../hole.ts";
