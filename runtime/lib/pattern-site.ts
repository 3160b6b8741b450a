/**
 * A constant pattern of `find` in a script. The script calls the pattern's own matcher, so that V8 compiles it into the place:
 *
 *     const pattern$ = patternSite("%S");
 *     inPlace.found(pattern$.lacks(s) ? -1 : (pattern$.search ?? pattern$.ready())(s, i - 1, pattern$.state))
 *
 * It is translated when the place is reached first.
 */
import { rt } from "../machine.ts";
import { ByteSet } from "./pattern/byte-set.ts";
import type { MatchState, Search } from "./pattern/generate.ts";
import { Pattern } from "./pattern/pattern.ts";
import { inPlace } from "./string-match.ts";

export class PatternSite {
  readonly text: string;
  search: Search | undefined = undefined;
  state: MatchState = { end: 0, captures: [] };
  /** Empty until the pattern is known. */
  needs: ByteSet = new ByteSet();

  constructor(text: string) {
    this.text = text;
  }

  /** True if `s` is known not to have all the bytes that the pattern needs. */
  lacks(s: string): boolean {
    return rt.realm.stringRules.patterns.lacks(s, this.needs);
  }

  /** The matcher; charges for the translation of a new pattern. */
  ready(): Search {
    const { text } = this;
    const sought = rt.realm.stringRules.patterns.sought(text);
    this.needs = sought.needs;
    if (sought instanceof Pattern && sought.complete) {
      this.state = sought;
      this.search = sought.matcher;
    } else {
      // Named as the library's, for tracebacks.
      this.search = function find(s, from) {
        const at = inPlace.find(s, text, from);
        return typeof at === "number" ? at - 1 : -1;
      };
    }
    return this.search;
  }
}

export function patternSite(text: string): PatternSite {
  return new PatternSite(text);
}
