/**
 * A Lua pattern as a list of items.
 *
 * PUC Lua finds a pattern's faults only when matching comes to them (`("b"):find("a%")` is nil, not an error), so a fault is an item, too:
 * it raises its error when it is reached, and parsing ends there.
 *
 * Which capture a `)` closes and whether a `%1` is valid follows from the pattern alone, because every item before it has matched by then.
 *
 * Governing text: Lua 5.2 manual §6.4.1; the order of checks is that of `lstrlib.c`.
 */
import { ALL, type CharSet, classSet, complement, NOTHING, only, setOf, union } from "./char-set.ts";

/** What differs between the versions. */
export interface PatternRules {
  /** 5.0, 5.1: a pattern is a C string, a zero byte ends it. */
  readonly zeroEnds: boolean;
  /** 5.0 takes a byte from 128 on behind `%` as negative, so that nothing matches it. */
  readonly signedEscapes: boolean;
  /** 5.2: `%g`, a limit on nesting, other words for some faults. */
  readonly version52: boolean;
  /** How a version quotes in messages: 'x' or `x'. */
  readonly quote: (text: string) => string;
}

export type Repeat = "once" | "greedy" | "greedy1" | "lazy" | "optional";

export type Item =
  | { readonly kind: "single"; readonly set: CharSet; readonly repeat: Repeat }
  | { readonly kind: "open"; readonly capture: number }
  | { readonly kind: "close"; readonly capture: number }
  | { readonly kind: "balance"; readonly open: number; readonly close: number }
  | { readonly kind: "frontier"; readonly set: CharSet }
  | { readonly kind: "back"; readonly capture: number }
  | { readonly kind: "end" }
  | { readonly kind: "fault"; readonly message: string };

/** `position`: `()`; `unfinished`: its `)` is missing, so asking for its value is an error. */
export type CaptureKind = "text" | "position" | "unfinished";

export interface ParsedPattern {
  readonly anchored: boolean;
  readonly items: readonly Item[];
  readonly captures: readonly CaptureKind[];
  /** The matcher's depth is limited to `MAX_DEPTH` (5.2). */
  readonly countsDepth: boolean;
}

const MAX_CAPTURES = 32;
/** 5.2: how deep `match` may call itself (MAXCCALLS). */
export const MAX_DEPTH = 200;
/** Items that nest, in all dialects: code for more would be too large. Real 5.0 and 5.1 have no limit but the C stack. */
const MAX_NESTING = 400;

const PERCENT = 37;
const REPEATS: Readonly<Record<number, Repeat>> = Object.freeze({ 42: "greedy", 43: "greedy1", 45: "lazy", 63: "optional" });

/** Raised inside the parser only, where a class turns out malformed; becomes a fault item. */
class Fault {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

class PatternParser {
  readonly #text: string;
  readonly #rules: PatternRules;
  #at = 0;
  readonly #items: Item[] = [];
  readonly #captures: CaptureKind[] = [];

  constructor(text: string, rules: PatternRules) {
    const zero = rules.zeroEnds ? text.indexOf("\0") : -1;
    this.#text = zero < 0 ? text : text.slice(0, zero);
    this.#rules = rules;
  }

  /** `anchors`: a leading `^` is an anchor (not so in gmatch, where it stands for itself). */
  parse(anchors: boolean): ParsedPattern {
    const anchored = anchors && this.#text.startsWith("^");
    if (anchored) this.#at = 1;
    try {
      while (this.#at < this.#text.length) this.#items.push(this.#item());
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      this.#items.push({ kind: "fault", message: fault.message });
    }
    return { anchored, items: this.#items, captures: this.#captures, countsDepth: this.#rules.version52 };
  }

  #byte(at: number): number {
    return at < this.#text.length ? this.#text.charCodeAt(at) : -1;
  }

  #item(): Item {
    switch (this.#byte(this.#at)) {
      case 40: // (
        return this.#open();
      case 41: // )
        return this.#close();
      case 36: // $
        if (this.#at + 1 === this.#text.length) {
          this.#at++;
          return { kind: "end" };
        }
        return this.#single();
      case PERCENT:
        return this.#escape();
      default:
        return this.#single();
    }
  }

  #open(): Item {
    if (this.#captures.length >= MAX_CAPTURES) throw new Fault("too many captures");
    const capture = this.#captures.length;
    const position = this.#byte(this.#at + 1) === 41;
    this.#captures.push(position ? "position" : "unfinished");
    this.#at += position ? 2 : 1;
    return { kind: "open", capture };
  }

  #close(): Item {
    this.#at++;
    const capture = this.#captures.lastIndexOf("unfinished");
    if (capture < 0) throw new Fault("invalid pattern capture");
    this.#captures[capture] = "text";
    return { kind: "close", capture };
  }

  #escape(): Item {
    const next = this.#byte(this.#at + 1);
    if (next === 98) return this.#balance();
    if (next === 102) return this.#frontier();
    if (next >= 48 && next <= 57) return this.#back(next);
    return this.#single();
  }

  /** `%bxy` */
  #balance(): Item {
    const open = this.#byte(this.#at + 2);
    const close = this.#byte(this.#at + 3);
    if (close < 0) {
      const { version52, quote } = this.#rules;
      throw new Fault(version52 ? `malformed pattern (missing arguments to ${quote("%b")})` : "unbalanced pattern");
    }
    this.#at += 4;
    return { kind: "balance", open, close };
  }

  /** `%f[set]` */
  #frontier(): Item {
    this.#at += 2;
    const { quote } = this.#rules;
    if (this.#byte(this.#at) !== 91) throw new Fault(`missing ${quote("[")} after ${quote("%f")} in pattern`);
    return { kind: "frontier", set: this.#class() };
  }

  /** `%1` … `%9` */
  #back(digit: number): Item {
    const capture = digit - 49;
    const kind = this.#captures[capture];
    if (kind === undefined || kind === "unfinished") {
      throw new Fault(this.#rules.version52 ? `invalid capture index %${capture + 1}` : "invalid capture index");
    }
    this.#at += 2;
    return { kind: "back", capture };
  }

  #single(): Item {
    const set = this.#class();
    const repeat = REPEATS[this.#byte(this.#at)];
    if (repeat !== undefined) this.#at++;
    return { kind: "single", set, repeat: repeat ?? "once" };
  }

  /** One class; leaves the position behind it. */
  #class(): CharSet {
    const c = this.#byte(this.#at++);
    if (c === 46) return ALL;
    if (c === 91) return this.#bracket();
    if (c !== PERCENT) return only(c);
    const letter = this.#byte(this.#at++);
    if (letter < 0) throw new Fault(`malformed pattern (ends with ${this.#rules.quote("%")})`);
    return this.#escaped(letter);
  }

  /** What `%` and a byte match. */
  #escaped(letter: number): CharSet {
    if (letter >= 128 && this.#rules.signedEscapes) return NOTHING;
    return classSet(letter, this.#rules.version52);
  }

  /** `[set]`, from behind the `[`. The first byte is never the closing bracket; in `x-y` the ends are taken as they stand, even a `%`. */
  #bracket(): CharSet {
    const negated = this.#byte(this.#at) === 94;
    if (negated) this.#at++;
    const start = this.#at;
    let at = start;
    do {
      const c = this.#byte(at);
      if (c < 0) throw new Fault(`malformed pattern (missing ${this.#rules.quote("]")})`);
      at++;
      if (c === PERCENT && this.#byte(at) >= 0) at++;
    } while (this.#byte(at) !== 93);
    this.#at = at + 1;
    let set = NOTHING;
    for (let i = start; i < at; i++) {
      const c = this.#byte(i);
      if (c === PERCENT) {
        i++;
        set = union(set, this.#escaped(this.#byte(i)));
      } else if (this.#byte(i + 1) === 45 && i + 2 < at) {
        const to = this.#byte(i + 2);
        set = union(
          set,
          setOf((member) => member >= c && member <= to),
        );
        i += 2;
      } else {
        set = union(set, only(c));
      }
    }
    return negated ? complement(set) : set;
  }
}

/** Parses `text`; never fails (see the file's head). */
export function parsePattern(text: string, rules: PatternRules, anchors: boolean): ParsedPattern {
  const parsed = new PatternParser(text, rules).parse(anchors);
  let nesting = 0;
  const limit = parsed.items.findIndex((item) => nests(item) && ++nesting > MAX_NESTING);
  if (limit < 0) return parsed;
  return { ...parsed, items: [...parsed.items.slice(0, limit), { kind: "fault", message: TOO_COMPLEX }] };
}

export const TOO_COMPLEX = "pattern too complex";

/** True for an item at which PUC Lua's matcher may call itself. */
export function nests(item: Item): boolean {
  return item.kind === "open" || item.kind === "close" || (item.kind === "single" && item.repeat !== "once");
}
