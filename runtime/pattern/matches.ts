/** The matches of a pattern in a text, one after the other: what `gmatch` steps through. */
import { tick } from "../budget.ts";
import type { Pattern } from "./pattern.ts";

export class Matches {
  readonly s: string;
  readonly pattern: Pattern;
  /** Where the next search begins. */
  #from = 0;

  constructor(s: string, pattern: Pattern) {
    this.s = s;
    this.pattern = pattern;
  }

  /** Start of the next match, −1 at the end; the rest lies in the pattern's fields. */
  advance(): number {
    tick();
    const { s, pattern } = this;
    if (this.#from > s.length) return -1;
    const start = pattern.again(s, this.#from);
    // After an empty match the next search begins one further.
    this.#from = start < 0 ? s.length + 1 : pattern.end === start ? start + 1 : pattern.end;
    return start;
  }
}
