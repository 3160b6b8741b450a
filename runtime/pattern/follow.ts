/**
 * What the rest of a pattern can start with: this tells where a repetition needs no backtracking.
 *
 * In `%w+@` no byte is both a letter and `@`: giving back a letter can never help, so the loop over `%w` runs once, to its end.
 */
import { ALL, type CharSet, contains, intersection, NOTHING, only, union } from "./char-set.ts";
import type { Item } from "./parse.ts";

/** The rest of a pattern from one item on. */
export interface Follow {
  /** It can match only where the next byte is in this set, or … */
  readonly set: CharSet;
  /** … at the end of the text, if this is true. */
  readonly atEnd: boolean;
  /** It matches everywhere at the first try. */
  readonly certain: boolean;
}

const ANYWHERE: Follow = Object.freeze({ set: ALL, atEnd: true, certain: true });

/** `follows[i]` is what holds for the items from i on; one more for the end of the pattern. */
export function followsOf(items: readonly Item[]): readonly Follow[] {
  const follows = new Array<Follow>(items.length + 1).fill(ANYWHERE);
  let rest = ANYWHERE;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (item !== undefined) rest = before(item, rest);
    follows[i] = rest;
  }
  return follows;
}

function before(item: Item, rest: Follow): Follow {
  switch (item.kind) {
    case "open":
    case "close":
      return rest;
    case "single":
      if (item.repeat === "once" || item.repeat === "greedy1") return { set: item.set, atEnd: false, certain: false };
      return { set: union(item.set, rest.set), atEnd: rest.atEnd, certain: rest.certain };
    case "balance":
      return { set: only(item.open), atEnd: false, certain: false };
    case "frontier":
      return { set: intersection(item.set, rest.set), atEnd: rest.atEnd && contains(item.set, 0), certain: false };
    case "end":
      return { set: NOTHING, atEnd: true, certain: false };
    case "back":
    case "fault":
      return { set: ALL, atEnd: true, certain: false };
  }
}
