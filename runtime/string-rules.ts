/**
 * What the string library of a dialect does its own way. One object per dialect, made once.
 */
import { BoundedCache } from "./bounded-cache.ts";
import type { Dialect } from "./dialect.ts";
import type { FormatPiece } from "./lib/format.ts";
import type { PatternRules } from "./pattern/parse.ts";
import { PatternCache } from "./pattern/pattern.ts";

export interface StringRules extends PatternRules {
  readonly dialect: Dialect;
  /** Patterns of find, match and gsub. */
  readonly patterns: PatternCache;
  /** Patterns of gmatch and gfind, where `^` stands for itself. */
  readonly gmatchPatterns: PatternCache;
  /** Formats of `string.format`, cut into their pieces. */
  readonly formats: BoundedCache<readonly FormatPiece[]>;
}

/** Formats kept per dialect, in each of two generations. */
const KEPT_FORMATS = 256;
const MAX_KEPT_LENGTH = 1024;

const plainQuote = (text: string): string => `'${text}'`;
const backQuote = (text: string): string => `\`${text}'`;

/** Made when first asked for and shared by all instances of the process. */
const RULES = new Map<Dialect, StringRules>();

/** The rules of a dialect; `vpop3` follows 5.2. */
export function stringRulesOf(dialect: Dialect): StringRules {
  let rules = RULES.get(dialect);
  if (rules === undefined) {
    rules = createStringRules(dialect);
    RULES.set(dialect, rules);
  }
  return rules;
}

function createStringRules(dialect: Dialect): StringRules {
  const old = dialect === "5.0" || dialect === "5.1";
  const rules: PatternRules = {
    zeroEnds: old,
    signedEscapes: dialect === "5.0",
    version52: !old,
    quote: dialect === "5.0" ? backQuote : plainQuote,
  };
  return {
    ...rules,
    dialect,
    patterns: new PatternCache(rules, true),
    gmatchPatterns: new PatternCache(rules, false),
    formats: new BoundedCache(KEPT_FORMATS, MAX_KEPT_LENGTH),
  };
}
