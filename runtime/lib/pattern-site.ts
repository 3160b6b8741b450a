/**
 * A constant pattern of `find` or `match` in a script. The script calls the pattern's own matcher, so that V8 compiles it into the place:
 *
 *     const pattern$ = patternSite("%S", "find");
 *     inPlace.found(pattern$.lacks(s) ? -1 : (pattern$.search ?? pattern$.ready())(s, i - 1, pattern$.state))
 *
 * It is translated when the place is reached first. Results are read off the state before anything else is called.
 */
import { pair, several, triple } from "../registers.ts";
import { rt } from "../machine.ts";
import type { Result, Value } from "../value.ts";
import { ByteSet } from "../pattern/byte-set.ts";
import type { MatchState, Search } from "../pattern/generate.ts";
import type { CaptureKind } from "../pattern/parse.ts";
import { Pattern, SHORT_SUBJECT } from "../pattern/pattern.ts";
import { plainFind } from "./string-match.ts";

type Method = "find" | "match";

export class PatternSite {
  readonly text: string;
  readonly method: Method;
  search: Search | undefined = undefined;
  state: MatchState = { end: 0, captures: [] };
  kinds: readonly CaptureKind[] = [];
  /** Empty until the pattern is known. */
  needs: ByteSet = new ByteSet();

  constructor(text: string, method: Method) {
    this.text = text;
    this.method = method;
  }

  /** True if `s` is known not to have all the bytes that the pattern needs. */
  lacks(s: string): boolean {
    return s.length <= SHORT_SUBJECT && rt.realm.stringRules.patterns.lacks(s, this.needs);
  }

  /** The matcher; charges for the translation of a new pattern. */
  ready(): Search {
    const { patterns } = rt.realm.stringRules;
    const sought = this.method === "find" ? patterns.sought(this.text) : patterns.get(this.text);
    this.needs = sought.needs;
    this.search =
      sought instanceof Pattern && !(sought.plain && this.method === "find") ? this.#matcher(sought) : plainSearch(this);
    return this.search;
  }

  #matcher(pattern: Pattern): Search {
    this.kinds = pattern.kinds;
    this.state = pattern;
    if (pattern.complete) return pattern.matcher;
    const { method } = this;
    // Named as the library's, for tracebacks.
    const searches: Record<Method, Search> = {
      find: function find(s, from) {
        return faulty(pattern, s, from);
      },
      match: function match(s, from) {
        return faulty(pattern, s, from);
      },
    };
    return searches[method];
  }

  /** The results of `find` for what the matcher gave. */
  located(s: string, at: number): Result {
    if (at < 0) return undefined;
    const { state, kinds } = this;
    switch (kinds.length) {
      case 0:
        return pair(at + 1, state.end);
      case 1:
        return triple(at + 1, state.end, this.#capture(s, 0));
      default:
        return several([at + 1, state.end, ...kinds.map((_, k) => this.#capture(s, k))]);
    }
  }

  /** The results of `match` for what the matcher gave. */
  captured(s: string, at: number): Result {
    if (at < 0) return undefined;
    const { state, kinds } = this;
    switch (kinds.length) {
      case 0:
        return s.substring(at, state.end);
      case 1:
        return this.#capture(s, 0);
      case 2:
        return pair(this.#capture(s, 0), this.#capture(s, 1));
      case 3:
        return triple(this.#capture(s, 0), this.#capture(s, 1), this.#capture(s, 2));
      default:
        return several(kinds.map((_, k) => this.#capture(s, k)));
    }
  }

  /** The first of them. */
  taken(s: string, at: number): Value {
    if (at < 0) return undefined;
    return this.kinds.length === 0 ? s.substring(at, this.state.end) : this.#capture(s, 0);
  }

  #capture(s: string, k: number): Value {
    const { captures } = this.state;
    const start = captures[2 * k] ?? 0;
    return this.kinds[k] === "text" ? s.substring(start, captures[2 * k + 1] ?? 0) : start + 1;
  }
}

/** Raises the error of a match with a pattern that is not complete. */
function faulty(pattern: Pattern, s: string, from: number): number {
  const at = pattern.search(s, from);
  if (at >= 0) pattern.values(s);
  return at;
}

function plainSearch({ text }: PatternSite): Search {
  return function find(s, from, state) {
    const at = plainFind(s, text, from);
    state.end = at + text.length;
    return at;
  };
}

/** The search for a constant pattern by `method`, in the form in which emitted code calls it. A wrong pattern raises its error at the first use. */
export function patternSite(text: string, method: Method): PatternSite {
  return new PatternSite(text, method);
}
