/**
 * Matches a pattern item by item where none of them ever has to give back what it took: what runs until a pattern is used often enough for generated code to
 * pay, which V8 takes ten milliseconds to compile well. Most patterns of a rule stay here, behind their sieve.
 */
import { byteTable, type CharSet, disjoint } from "./char-set.ts";
import type { Follow } from "./follow.ts";
import { MAX_DEPTH, nests, type ParsedPattern } from "./parse.ts";

/** What a step does at the present place of the text: takes one byte of the set, one if it is there, all that follow; … */
type Kind = "once" | "optional" | "run" | "open" | "close" | "end" | "frontier";

interface Step {
  readonly kind: Kind;
  /** 1 for the bytes of its set. */
  readonly table: Uint8Array;
  readonly capture: number;
}

export type Steps = readonly Step[];

const NO_TABLE = new Uint8Array(0);

/** A sure pattern as steps; undefined where an item may have to give back or is none of these. */
export function stepsOf({ items, countsDepth }: ParsedPattern, follows: readonly Follow[]): Steps | undefined {
  if (countsDepth && items.filter(nests).length >= MAX_DEPTH) return undefined;
  const steps: Step[] = [];
  for (const [k, item] of items.entries()) {
    const rest = follows[k + 1];
    if (rest === undefined) return undefined;
    switch (item.kind) {
      case "open":
      case "close":
        steps.push({ kind: item.kind, table: NO_TABLE, capture: item.capture });
        break;
      case "end":
        steps.push({ kind: "end", table: NO_TABLE, capture: 0 });
        break;
      case "frontier":
        steps.push(stepOf("frontier", item.set));
        break;
      case "single":
        if (item.repeat === "once") {
          steps.push(stepOf("once", item.set));
          break;
        }
        if (!rest.certain && !disjoint(item.set, rest.set)) return undefined;
        if (item.repeat === "greedy1") steps.push(stepOf("once", item.set));
        if (item.repeat === "optional") steps.push(stepOf("optional", item.set));
        else if (item.repeat !== "lazy" || !rest.certain) steps.push(stepOf("run", item.set));
        break;
      default:
        return undefined;
    }
  }
  return steps;
}

function stepOf(kind: Kind, set: CharSet): Step {
  return { kind, table: byteTable(set), capture: 0 };
}

/** End of the match that begins at `start`; notes the captures. Where there is none, the place at which that is seen, as −1 minus the place. */
export function stepThrough(steps: Steps, s: string, start: number, captures: number[]): number {
  const n = s.length;
  let p = start;
  for (const { kind, table, capture } of steps) {
    switch (kind) {
      case "once":
        if (p >= n || table[s.charCodeAt(p)] !== 1) return -1 - p;
        p++;
        break;
      case "run":
        while (p < n && table[s.charCodeAt(p)] === 1) p++;
        break;
      case "optional":
        if (p < n && table[s.charCodeAt(p)] === 1) p++;
        break;
      case "open":
        captures[2 * capture] = p;
        break;
      case "close":
        captures[2 * capture + 1] = p;
        break;
      case "end":
        if (p !== n) return -1 - p;
        break;
      case "frontier":
        if (table[p > 0 ? s.charCodeAt(p - 1) : 0] === 1 || table[p < n ? s.charCodeAt(p) : 0] !== 1) return -1 - p;
        break;
    }
  }
  return p;
}
