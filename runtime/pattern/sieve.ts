/**
 * The sieve of a pattern: a regular expression that finds the next place where a match can begin.
 *
 * V8 looks at several bytes at once there, a loop over char codes at one after the other, and its regular expressions need no warm-up. A sieve says what
 * is needed, not what is enough: steps or generated code judge the places that it lets through.
 *
 *     "bank%s+account"  →  /bank(?=[\x09-\x0d\x20]+account)/g, length 4          "%d+%%"  →  /[0-9](?=%)/g, the last byte of the run %d+
 *
 * A regular expression can't be metered, so a sieve takes linear time: where it stops being certain which way to go, it ends; and no run of it lets through
 * bytes with which a match begins, so that the tries from different places do not read the same run.
 */
import { type CharSet, contains, disjoint, isAll, only, runsOf } from "./char-set.ts";
import type { Follow } from "./follow.ts";
import { literalAt } from "./literal.ts";
import type { Item, ParsedPattern } from "./parse.ts";

/** What `expression` finds ends behind the first `length` bytes of the place, or behind the `run` of bytes that the place begins with. */
export interface Sieve {
  readonly expression: RegExp;
  readonly length: number;
  readonly run: CharSet | undefined;
}

/** More items than these rule out no more places. */
const MAX_ITEMS = 24;

/** Bytes that are so rare in text that the search for one of them alone is quickest. */
const RARE = /[^\sA-Za-z0-9'/.,:-]/;

function byteText(c: number): string {
  return `\\x${c.toString(16).padStart(2, "0")}`;
}

/** A set as a class. Contains no byte of the pattern as it stands: see the danger in generate.ts. */
export function classText(set: CharSet): string {
  if (isAll(set)) return "[^]";
  const runs = runsOf(set);
  const [one, two] = runs;
  if (one !== undefined && two === undefined && one[0] === one[1]) return byteText(one[0]);
  return `[${runs.map(([from, to]) => (from === to ? byteText(from) : `${byteText(from)}-${byteText(to)}`)).join("")}]`;
}

/** `%f`: before the text and behind it stands a zero byte. */
function frontierText(set: CharSet): string {
  const zero = !disjoint(set, only(0));
  const text = classText(set);
  return zero ? `(?<!${text}|^)(?=${text}|$)` : `(?<!${text})(?=${text})`;
}

class SieveMaker {
  readonly #items: readonly Item[];
  readonly #follows: readonly Follow[];
  #k = 0;
  /** What a place begins with, and how many bytes of that there are. */
  #begin = "";
  #length = 0;
  /** The first byte of a place. */
  #first: CharSet | undefined = undefined;
  #run: CharSet | undefined = undefined;
  #ahead = "";

  constructor(items: readonly Item[], follows: readonly Follow[]) {
    this.#items = items;
    this.#follows = follows;
  }

  /** `runsWhole`: a run that begins the pattern need not be tried from its middle. What `%1` stands for depends on where it begins. */
  make(runsWhole: boolean): Sieve | undefined {
    this.#readFixed();
    if (this.#length === 0 && !this.#readStart(runsWhole)) return undefined;
    if (this.#first !== undefined) while (this.#k < MAX_ITEMS && this.#readAhead(this.#first)) this.#k++;
    const source = this.#ahead === "" ? this.#begin : `${this.#begin}(?=${this.#ahead})`;
    return { expression: new RegExp(source, "g"), length: this.#length, run: this.#run };
  }

  /** The single bytes at the start. */
  #readFixed(): void {
    for (; this.#k < MAX_ITEMS; this.#k++) {
      const item = this.#items[this.#k];
      if (item?.kind === "frontier") this.#begin += frontierText(item.set);
      else if (item?.kind === "single" && item.repeat === "once") this.#startWith(item.set);
      else if (item?.kind !== "open" && item?.kind !== "close") return;
    }
  }

  #startWith(set: CharSet): void {
    this.#begin += classText(set);
    this.#length++;
    this.#first ??= set;
  }

  /** The first byte of a pattern that begins with something else. */
  #readStart(runsWhole: boolean): boolean {
    const item = this.#items[this.#k];
    const { set, atEnd } = this.#follows[this.#k] as Follow; // one more than there are items
    if (atEnd || isAll(set)) return false;
    const rest = this.#follows[this.#k + 1];
    const isRun = item?.kind === "single" && item.repeat === "greedy1" && rest !== undefined && !rest.certain;
    if (isRun && runsWhole && this.#begin === "") {
      this.#startWith(item.set);
      this.#run = item.set;
      this.#k++;
    } else {
      this.#begin += classText(set);
      this.#length = 1;
    }
    return true;
  }

  /** One item behind the start; false if what comes behind it is not looked at. */
  #readAhead(first: CharSet): boolean {
    const item = this.#items[this.#k];
    const rest = this.#follows[this.#k + 1];
    if (item === undefined || rest === undefined) return false;
    switch (item.kind) {
      case "open":
      case "close":
        return true;
      case "end":
        this.#ahead += "$";
        return false;
      case "frontier":
        this.#ahead += frontierText(item.set);
        return true;
      case "balance":
        this.#ahead += classText(only(item.open));
        return false;
      case "back":
      case "fault":
        return false;
      case "single": {
        const text = classText(item.set);
        const sure = !rest.certain && disjoint(item.set, rest.set);
        const run = sure && disjoint(item.set, first);
        if (item.repeat === "once") this.#ahead += text;
        else if (item.repeat === "optional" && sure) this.#ahead += `${text}?`;
        else if (item.repeat === "greedy1") this.#ahead += run ? `${text}+` : text;
        else if (item.repeat !== "optional" && run) this.#ahead += `${text}*`;
        else return false;
        return item.repeat === "once" || (item.repeat === "optional" ? sure : run);
      }
    }
  }
}

/** The sieve of a pattern, undefined where it can match everywhere, or is anchored. */
export function sieveOf({ anchored, items }: ParsedPattern, follows: readonly Follow[]): Sieve | undefined {
  if (anchored) return undefined;
  const literal = literalAt(items, 0);
  if (RARE.test(literal.charAt(0))) {
    const source = Array.from(literal, (c) => byteText(c.charCodeAt(0))).join("");
    return { expression: new RegExp(source, "g"), length: literal.length, run: undefined };
  }
  const runsWhole = items.every(({ kind }) => kind !== "back");
  return new SieveMaker(items, follows).make(runsWhole);
}

/** Where a match can begin at or behind `from`, or −1. */
export function nextPlace({ expression, length, run }: Sieve, s: string, from: number): number {
  expression.lastIndex = from;
  if (!expression.test(s)) return -1;
  let at = expression.lastIndex - length;
  while (run !== undefined && at > from && contains(run, s.charCodeAt(at - 1))) at--;
  return at;
}
