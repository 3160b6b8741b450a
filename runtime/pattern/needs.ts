/** Which bytes a text must have for a pattern to match: those of its items that stand for one byte each and cannot be left out. */
import { ByteSet } from "./byte-set.ts";
import { runsOf } from "./char-set.ts";
import { MAX_DEPTH, nests, type ParsedPattern } from "./parse.ts";

/** Items behind a fault do not count: matching ends there. Nor does anything where matching may end by its depth. */
export function needsOf({ items, countsDepth }: ParsedPattern): ByteSet {
  const needs = new ByteSet();
  if (countsDepth && items.filter(nests).length >= MAX_DEPTH) return needs;
  for (const item of items) {
    if (item.kind === "balance") {
      needs.add(item.open);
      needs.add(item.close);
    } else if (item.kind === "single" && (item.repeat === "once" || item.repeat === "greedy1")) {
      const [run, more] = runsOf(item.set);
      if (run !== undefined && more === undefined && run[0] === run[1]) needs.add(run[0]);
    }
  }
  return needs;
}
