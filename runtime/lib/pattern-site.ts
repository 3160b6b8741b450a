/**
 * A constant pattern of `find` or `match` in a script, which is looked up once:
 *
 *     const pattern$ = patternSite("%S", "find");
 *     inPlace.found(pattern$.at(s, i - 1))
 *
 * It is translated when the place is reached first. Results are read off the state before anything else is called.
 */
import { rt } from "../machine.ts";
import type { MatchState } from "../pattern/generate.ts";
import type { CaptureKind } from "../pattern/parse.ts";
import { Pattern, SHORT_SUBJECT } from "../pattern/pattern.ts";
import { pair, several, triple } from "../results.ts";
import type { Result, Value } from "../value.ts";
import { plainFind } from "./string-match.ts";

type Method = "find" | "match";
type SiteSearch = (s: string, from: number, site: PatternSite) => number;

export class PatternSite {
  readonly text: string;
  readonly method: Method;
  /**
   * How it searches. All sites call this from one place, where V8 soon knows of several functions and puts none of them into the script: a mail rule
   * has dozens of sites, and compiling what stands behind each would take longer than its searches.
   */
  search: SiteSearch = firstSearch;
  state: MatchState = { end: 0, captures: [] };
  kinds: readonly CaptureKind[] = [];
  pattern: Pattern | undefined = undefined;

  constructor(text: string, method: Method) {
    this.text = text;
    this.method = method;
  }

  /** Where the first match at or behind `from` begins, or −1. Charges for the translation of a new pattern. */
  at(s: string, from: number): number {
    return this.search(s, from, this);
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

/** The first search of a site. */
function firstSearch(s: string, from: number, site: PatternSite): number {
  const { patterns } = rt.realm.stringRules;
  const sought = site.method === "find" ? patterns.sought(site.text) : patterns.get(site.text);
  if (sought instanceof Pattern && !(sought.plain && site.method === "find")) {
    site.kinds = sought.kinds;
    site.state = sought;
    site.pattern = sought;
    site.search = sought.complete ? completeSearch : faultySearch(sought, site.method);
  } else {
    site.search = plainSearch(site);
  }
  return site.search(s, from, site);
}

function completeSearch(s: string, from: number, { pattern }: PatternSite): number {
  if (pattern === undefined) return -1;
  if (s.length <= SHORT_SUBJECT && rt.realm.stringRules.patterns.lacks(s, pattern.needs)) return -1;
  return pattern.search(s, from, pattern);
}

/** The search for a text as it stands. Named as the library's function, for tracebacks. */
function plainSearch({ text, state }: PatternSite): SiteSearch {
  return function find(s, from) {
    const at = plainFind(s, text, from);
    state.end = at + text.length;
    return at;
  };
}

/** Raises the error of a match with a pattern that is not complete. Named as the library's functions. */
function faultySearch(pattern: Pattern, method: Method): SiteSearch {
  const search = (s: string, from: number): number => {
    const at = pattern.search(s, from, pattern);
    if (at >= 0) pattern.values(s);
    return at;
  };
  const searches: Record<Method, SiteSearch> = {
    find: function find(s, from) {
      return search(s, from);
    },
    match: function match(s, from) {
      return search(s, from);
    },
  };
  return searches[method];
}

/** The search for a constant pattern by `method`, in the form in which emitted code calls it. A wrong pattern raises its error at the first use. */
export function patternSite(text: string, method: Method): PatternSite {
  return new PatternSite(text, method);
}
