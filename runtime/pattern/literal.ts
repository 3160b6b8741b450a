/** Texts in patterns: single bytes that follow one another, each once. */
import { runsOf } from "./char-set.ts";
import type { Item } from "./parse.ts";

/** V8's indexOf takes linear time for texts up to 250 bytes only. */
const MAX_LITERAL = 200;

/** The text that stands at item k as it is, its beginning if it is long; captures may open and close in it. */
export function literalAt(items: readonly Item[], k: number): string {
  let text = "";
  for (const item of items.slice(k)) {
    if (item.kind === "open" || item.kind === "close") continue;
    if (item.kind !== "single" || item.repeat !== "once") break;
    const [run, more] = runsOf(item.set);
    if (run === undefined || more !== undefined || run[0] !== run[1]) break;
    text += String.fromCharCode(run[0]);
    if (text.length === MAX_LITERAL) break;
  }
  return text;
}
