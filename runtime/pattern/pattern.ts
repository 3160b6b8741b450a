/**
 * Compiled patterns and the cache that keeps them.
 *
 * A pattern is parsed once and kept by its text; the cache is bounded, so that a script which makes ever new patterns costs time (charged as
 * fuel), not memory. It is translated to JavaScript (`generate.ts`) where that pays; before, and often for ever, its searches go by a sieve and steps.
 *
 * The result of a search lies in the pattern's fields until the next search with the same pattern: read it before anything is called.
 */
import { BoundedCache } from "../bounded-cache.ts";
import { charge, refuel } from "../budget.ts";
import { raise } from "../error.ts";
import { rt } from "../machine.ts";
import { pair, several, triple } from "../results.ts";
import type { Result, Value } from "../value.ts";
import { ByteSet } from "./byte-set.ts";
import { type Follow, followsOf } from "./follow.ts";
import { type Generated, generate, type MatcherDoor, type MatchState, type Search } from "./generate.ts";
import { needsOf } from "./needs.ts";
import { type CaptureKind, type ParsedPattern, type PatternRules, parsePattern } from "./parse.ts";
import { nextPlace, type Sieve, sieveOf } from "./sieve.ts";
import { type Steps, stepsOf, stepThrough } from "./steps.ts";

/** One step in 16 units: a unit of fuel is about a loop iteration of Lua, a step one byte looked at. */
const STEPS_BITS = 4;

/** What generated code calls. */
const DOOR: MatcherDoor = Object.freeze({
  burn(work: number): void {
    rt.fuel = (rt.fuel - (work >> STEPS_BITS)) | 0;
    if (rt.fuel < 0) `${refuel}`;
  },
  fault(message: string): never {
    return raise(message);
  },
});

/** Work of a look at one place, in bytes; and how much of it generated code must save to pay: V8 takes some milliseconds to compile it. */
const STEP_WORK = 16;
const HOT = 1 << 19;

/** A pattern without these is searched as it stands. */
const SPECIALS = /[\^$*+?.([%-]/;

/** 5.0 and 5.1 look for special characters up to the first zero byte only. */
function isPlain(pattern: string, rules: PatternRules): boolean {
  if (!SPECIALS.test(pattern)) return true;
  const zero = rules.zeroEnds ? pattern.indexOf("\0") : -1;
  return zero >= 0 && !SPECIALS.test(pattern.slice(0, zero));
}

/** What `find` may be asked for: a pattern, or a text that it searches as it stands. */
interface Sought {
  readonly text: string;
  readonly plain: boolean;
  readonly needs: ByteSet;
}

/** A piece of a replacement string of `gsub`: text, a capture (−1: the whole match), or what is wrong with it. */
export type ReplacementPiece = string | number | { readonly fault: string };

class PlainText implements Sought {
  readonly text: string;
  readonly plain = true;
  readonly needs = new ByteSet();

  constructor(text: string) {
    this.text = text;
    this.needs.addText(text);
  }
}

export class Pattern implements MatchState, Sought {
  readonly text: string;
  /** Bytes without which nothing matches. */
  readonly needs: ByteSet;
  end = 0;
  readonly captures: number[];
  readonly kinds: readonly CaptureKind[];
  /** A leading `^`: at most one match, at the start of the search. */
  readonly anchored: boolean;
  /** It has no special characters. */
  readonly plain: boolean;
  /** No `)` is missing and nothing else is wrong. */
  readonly complete: boolean;
  /**
   * Finds the first match at or behind `init` (from 0): its start, or −1. One of the searches below until generated code pays. V8 puts into its callers what a
   * place always calls; here that would be all of this for each search of a script.
   */
  search: (s: string, init: number, pattern: Pattern) => number;
  /** Finds where a match can begin; undefined where that is everywhere, or where the pattern is anchored. */
  readonly sieve: Sieve | undefined;
  /** The pattern as steps where it is sure. */
  readonly steps: Steps | undefined;
  readonly #parsed: ParsedPattern;
  readonly #follows: readonly Follow[];
  #matcher: Search | undefined = undefined;
  /** Work done at places where generated code does it quicker. */
  heat = 0;
  /** The string with `%` by which its matches were replaced last, and its pieces. */
  replacement: string | undefined = undefined;
  pieces: readonly ReplacementPiece[] = [];

  constructor(text: string, rules: PatternRules, anchors: boolean) {
    const parsed = parsePattern(text, rules, anchors);
    this.text = text;
    this.needs = needsOf(parsed);
    this.#parsed = parsed;
    this.#follows = followsOf(parsed.items);
    this.sieve = sieveOf(parsed, this.#follows);
    this.steps = stepsOf(parsed, this.#follows);
    this.search = this.sieve === undefined ? generatedSearch : sievedSearch;
    this.kinds = parsed.captures;
    this.anchored = parsed.anchored;
    this.plain = isPlain(text, rules);
    this.complete = !parsed.captures.includes("unfinished") && parsed.items.every(({ kind }) => kind !== "fault");
    this.captures = parsed.captures.flatMap(() => [0, 0]);
  }

  /** The same for matches that follow one another: generated code is quicker there. */
  again(s: string, init: number): number {
    return (this.#matcher ?? this.generated())(s, init, this);
  }

  /** Generates its own code, which takes over. */
  generated(): Search {
    const { source, constants } = generate(this.#parsed, this.#follows, this.sieve);
    // The source holds no text of the pattern (see generate.ts), so nothing a script writes can become code.
    const factory = new Function("T", "burn", "fault", source) as (
      constants: Generated["constants"],
      burn: MatcherDoor["burn"],
      fault: MatcherDoor["fault"],
    ) => Search; // what the generator wrote
    this.#matcher = factory(constants, DOOR.burn, DOOR.fault);
    this.search = this.#matcher;
    return this.#matcher;
  }

  /** The value of capture k (from 0). */
  capture(s: string, k: number): string | number {
    const start = this.captures[2 * k] ?? 0;
    const kind = this.kinds[k];
    if (kind === "text") return s.substring(start, this.captures[2 * k + 1] ?? 0);
    if (kind === "position") return start + 1;
    return raise("unfinished capture");
  }

  /** The first capture, or the whole match where there is none. */
  firstCapture(s: string, start: number): string | number {
    return this.kinds.length === 0 ? s.substring(start, this.end) : this.capture(s, 0);
  }

  /** All captures as results, or the whole match where there is none. */
  results(s: string, start: number): Result {
    switch (this.kinds.length) {
      case 0:
        return s.substring(start, this.end);
      case 1:
        return this.capture(s, 0);
      case 2:
        return pair(this.capture(s, 0), this.capture(s, 1));
      case 3:
        return triple(this.capture(s, 0), this.capture(s, 1), this.capture(s, 2));
      default:
        return several(this.values(s));
    }
  }

  /** The captures alone. */
  values(s: string): Value[] {
    return this.kinds.map((_, k) => this.capture(s, k));
  }
}

/** The first search of a pattern without a sieve. */
function generatedSearch(s: string, init: number, pattern: Pattern): number {
  return pattern.generated()(s, init, pattern);
}

/** Goes to the places that the sieve lets through, and judges them by steps. */
function sievedSearch(s: string, init: number, pattern: Pattern): number {
  const { sieve, steps } = pattern;
  if (sieve === undefined || pattern.heat > HOT) return generatedSearch(s, init, pattern);
  for (let i = init; ; i++) {
    const at = nextPlace(sieve, s, i);
    const work = 1 + (((at < 0 ? s.length : at) - i) >> 2);
    if (at < 0) {
      DOOR.burn(work);
      return -1;
    }
    i = at;
    if (steps === undefined) {
      DOOR.burn(work);
      return generatedSearch(s, i, pattern);
    }
    if (judged(pattern, steps, s, i, work) >= 0) return i;
  }
}

/** The start of the match there, or −1; charges for it and for so much work before. */
function judged(pattern: Pattern, steps: Steps, s: string, start: number, before: number): number {
  const end = stepThrough(steps, s, start, pattern.captures);
  const work = STEP_WORK + (end < 0 ? -1 - end : end) - start;
  pattern.heat += work;
  DOOR.burn(before + work);
  if (end < 0) return -1;
  pattern.end = end;
  return start;
}

/** Patterns kept in each of two generations. */
const GENERATION = 256;
/** Longer patterns are not kept. */
const MAX_KEPT_LENGTH = 1024;
/** Fuel for a translation: it takes some 60 µs and 2 µs a byte. */
const TRANSLATION_FUEL = 1000;
const TRANSLATION_FUEL_PER_BYTE = 50;

/** Patterns that are found without a look into the cache. */
const NEAR_PATTERNS = 256;
/** Texts up to this length are looked over for their bytes when they are searched for the third time. */
export const SHORT_SUBJECT = 256;

/** Where a pattern stands among the near ones. */
function nearPlace(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  return (
    (length * 7 + text.charCodeAt(0) * 31 + text.charCodeAt(length >> 1) * 3 + text.charCodeAt(length - 1)) & (NEAR_PATTERNS - 1)
  );
}

/** The patterns of one dialect; `anchors` tells whether `^` is an anchor there. */
export class PatternCache {
  readonly #rules: PatternRules;
  readonly #anchors: boolean;
  readonly #kept = new BoundedCache<Pattern | PlainText>(GENERATION, MAX_KEPT_LENGTH);
  /** Some of them by `nearPlace`. */
  readonly #near: (Pattern | PlainText | undefined)[] = new Array<undefined>(NEAR_PATTERNS).fill(undefined);
  /** The text that was searched last, how often in a row, and its bytes. */
  #subject = "";
  #searches = 0;
  #bytes = new ByteSet();

  constructor(rules: PatternRules, anchors: boolean) {
    this.#rules = rules;
    this.#anchors = anchors;
  }

  /** Translates a pattern that is not kept, and charges for that. */
  get(text: string): Pattern {
    const near = this.#near[nearPlace(text)];
    if (near !== undefined && near.text === text && near instanceof Pattern) return near;
    const kept = this.#kept.get(text);
    return this.#nearer(kept instanceof Pattern ? kept : this.#translated(text));
  }

  /** What `find` searches for; a text without special characters is not translated. */
  sought(text: string): Pattern | PlainText {
    const near = this.#near[nearPlace(text)];
    if (near !== undefined && near.text === text) return near;
    const kept = this.#kept.get(text);
    if (kept !== undefined) return this.#nearer(kept);
    if (!isPlain(text, this.#rules)) return this.#nearer(this.#translated(text));
    const plain = new PlainText(text);
    this.#kept.set(text, plain);
    return this.#nearer(plain);
  }

  #nearer<Kind extends Pattern | PlainText>(kind: Kind): Kind {
    if (kind.text.length <= MAX_KEPT_LENGTH) this.#near[nearPlace(kind.text)] = kind;
    return kind;
  }

  /**
   * True if `s` has not all the bytes that are needed. Rules search the same short text for one pattern after the other: most are
   * ruled out by that.
   */
  lacks(s: string, needs: ByteSet): boolean {
    if (s.length > SHORT_SUBJECT) return false;
    if (s !== this.#subject) {
      this.#subject = s;
      this.#searches = 1;
      return false;
    }
    if (this.#searches < 3) {
      if (++this.#searches < 3) return false;
      this.#bytes = new ByteSet();
      this.#bytes.addText(s);
    }
    return !this.#bytes.hasAll(needs);
  }

  #translated(text: string): Pattern {
    charge(TRANSLATION_FUEL + TRANSLATION_FUEL_PER_BYTE * text.length);
    const pattern = new Pattern(text, this.#rules, this.#anchors);
    this.#kept.set(text, pattern);
    return pattern;
  }
}
