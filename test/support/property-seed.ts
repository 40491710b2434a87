import fc from "fast-check";
import { commitSeed } from "./commit-seed.ts";

// A property that fails by chance would let a commit pass here and stop it elsewhere.
fc.configureGlobal({ seed: commitSeed() });
