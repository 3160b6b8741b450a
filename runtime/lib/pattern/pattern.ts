/**
 * Compiled patterns and the cache that keeps them.
 *
 * A pattern is translated to JavaScript once (`generate.ts`) and kept by its text; the cache is bounded, so that a script which makes ever
 * new patterns costs time (charged as fuel), not memory.
 *
 * The result of a search lies in the pattern's fields until the next search with the same pattern: read it before anything is called.
 */
import { charge, refuel } from "../../budget.ts";
import { raise } from "../../error.ts";
import { rt } from "../../machine.ts";
import { pair, several, triple } from "../../registers.ts";
import type { Result, Value } from "../../value.ts";
import { BoundedCache } from "../bounded-cache.ts";
import { generate, type MatcherDoor, type MatchState, type Search } from "./generate.ts";
import { type CaptureKind, type PatternRules, parsePattern } from "./parse.ts";

/** One step in 16 units: a unit of fuel is about a loop iteration of Lua, a step one byte looked at. */
const STEPS_BITS = 4;

/** What generated code calls. */
const DOOR: MatcherDoor = Object.freeze({
  burn(work: number): void {
    rt.fuel = (rt.fuel - (work >> STEPS_BITS)) | 0;
    if (rt.fuel < 0) refuel();
  },
  fault(message: string): never {
    return raise(message);
  },
});

/** A pattern without these is searched as it stands. */
const SPECIALS = /[\^$*+?.([%-]/;

/** 5.0 and 5.1 look for special characters up to the first zero byte only. */
function isPlain(pattern: string, rules: PatternRules): boolean {
  if (!SPECIALS.test(pattern)) return true;
  const zero = rules.zeroEnds ? pattern.indexOf("\0") : -1;
  return zero >= 0 && !SPECIALS.test(pattern.slice(0, zero));
}

export class Pattern implements MatchState {
  end = 0;
  readonly captures: number[];
  readonly kinds: readonly CaptureKind[];
  /** A leading `^`: at most one match, at the start of the search. */
  readonly anchored: boolean;
  /** It has no special characters. */
  readonly plain: boolean;
  readonly #search: Search;

  constructor(text: string, rules: PatternRules, anchors: boolean) {
    const parsed = parsePattern(text, rules, anchors);
    const { source, constants } = generate(parsed);
    this.kinds = parsed.captures;
    this.anchored = parsed.anchored;
    this.plain = isPlain(text, rules);
    this.captures = parsed.captures.flatMap(() => [0, 0]);
    // The source holds no text of the pattern (see generate.ts), so nothing a script writes can become code.
    const factory = new Function("T", "burn", "fault", source) as (
      constants: readonly (string | Uint8Array)[],
      burn: MatcherDoor["burn"],
      fault: MatcherDoor["fault"],
    ) => Search; // what the generator wrote
    this.#search = factory(constants, DOOR.burn, DOOR.fault);
  }

  /** Start of the first match at or behind `init` (from 0), or −1. */
  search(s: string, init: number): number {
    return this.#search(s, init, this);
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

/** Patterns kept in each of two generations. */
const GENERATION = 256;
/** Longer patterns are not kept. */
const MAX_KEPT_LENGTH = 1024;
/** Fuel for a translation: it takes some 60 µs and 2 µs a byte. */
const TRANSLATION_FUEL = 1000;
const TRANSLATION_FUEL_PER_BYTE = 50;

/** Stands in the cache for a text that is no pattern. */
const PLAIN = Symbol("plain");

/** The patterns of one dialect; `anchors` tells whether `^` is an anchor there. */
export class PatternCache {
  readonly #rules: PatternRules;
  readonly #anchors: boolean;
  readonly #kept = new BoundedCache<Pattern | typeof PLAIN>(GENERATION, MAX_KEPT_LENGTH);

  constructor(rules: PatternRules, anchors: boolean) {
    this.#rules = rules;
    this.#anchors = anchors;
  }

  get(text: string): Pattern {
    const kept = this.#kept.get(text);
    return kept instanceof Pattern ? kept : this.#translated(text);
  }

  /** The pattern, or undefined for a text without special characters, which `find` searches as it stands. */
  getSpecial(text: string): Pattern | undefined {
    const kept = this.#kept.get(text);
    if (kept instanceof Pattern) return kept.plain ? undefined : kept;
    if (kept === PLAIN) return undefined;
    if (!isPlain(text, this.#rules)) return this.#translated(text);
    this.#kept.set(text, PLAIN);
    return undefined;
  }

  #translated(text: string): Pattern {
    charge(TRANSLATION_FUEL + TRANSLATION_FUEL_PER_BYTE * text.length);
    const pattern = new Pattern(text, this.#rules, this.#anchors);
    this.#kept.set(text, pattern);
    return pattern;
  }
}
