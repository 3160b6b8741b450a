/**
 * string.find, match, gmatch and gfind.
 *
 * Governing text: Lua 5.0 manual §5.3, Lua 5.1 manual §5.4, Lua 5.2 manual §6.4.
 */
import { charge, tick } from "../budget.ts";
import { rt } from "../machine.ts";
import { Matches } from "../pattern/matches.ts";
import { none, pair, several, triple } from "../results.ts";
import type { StringRules } from "../string-rules.ts";
import type { LuaFunction, Result, Value } from "../value.ts";
import { checkInteger, checkString } from "./arguments.ts";

/** Where a search begins, from 0; −1: behind the end, where 5.2 finds nothing and the older versions search from the end. */
function startOf(init: Value, s: string, name: string, rules: StringRules): number {
  if (init === undefined) return 0;
  const position = checkInteger(init, 3, name);
  if (position > 0) {
    if (position <= s.length + 1) return position - 1;
    return rules.version52 ? -1 : s.length;
  }
  return position === 0 || position < -s.length ? 0 : s.length + position;
}

/** V8's indexOf takes linear time for texts up to 250 bytes; for longer ones it may take time in proportion to the product of both lengths. */
const MAX_NATIVE = 200;

/** Where the text p lies in s, from 0, or −1; charges for the search. */
export function plainFind(s: string, p: string, from: number): number {
  if (p.length <= MAX_NATIVE) {
    const at = s.indexOf(p, from);
    charge(1 + (((at < 0 ? s.length : at) - from) >> 6));
    return at;
  }
  // Candidates by the head of the text; each comparison is charged as if it went to the end.
  const head = p.slice(0, MAX_NATIVE);
  let start = from;
  for (;;) {
    const at = s.indexOf(head, start);
    charge(1 + (((at < 0 ? s.length : at) - start + p.length) >> 6));
    if (at < 0 || s.startsWith(p, at)) return at;
    start = at + 1;
  }
}

/** `string.find (s, pattern [, init [, plain]])`: positions from 1 and captures, or nil (Lua 5.1 manual §5.4). Charged by the bytes looked at. */
export function find(subject?: Value, pattern?: Value, init?: Value, plain?: Value): Result {
  const rules = rt.realm.stringRules;
  const s = typeof subject === "string" ? subject : checkString(subject, 1, "find", arguments.length);
  const p = typeof pattern === "string" ? pattern : checkString(pattern, 2, "find", arguments.length);
  const from = startOf(init, s, "find", rules);
  if (from < 0) return undefined;
  const sought = plain !== undefined && plain !== false ? undefined : rules.patterns.sought(p);
  if (sought !== undefined && rules.patterns.lacks(s, sought.needs)) {
    tick();
    return undefined;
  }
  if (sought === undefined || sought.plain) {
    const at = plainFind(s, p, from);
    return at < 0 ? undefined : pair(at + 1, at + p.length);
  }
  tick();
  const start = sought.search(s, from, sought);
  if (start < 0) return undefined;
  switch (sought.kinds.length) {
    case 0:
      return pair(start + 1, sought.end);
    case 1:
      return triple(start + 1, sought.end, sought.capture(s, 0));
    default:
      return several([start + 1, sought.end, ...sought.values(s)]);
  }
}

/** `string.match (s, pattern [, init])`: the captures, the whole match without any, or nil; since 5.1. */
export function match(subject?: Value, pattern?: Value, init?: Value): Result {
  const rules = rt.realm.stringRules;
  const s = typeof subject === "string" ? subject : checkString(subject, 1, "match", arguments.length);
  const p = typeof pattern === "string" ? pattern : checkString(pattern, 2, "match", arguments.length);
  const from = startOf(init, s, "match", rules);
  if (from < 0) return undefined;
  tick();
  const compiled = rules.patterns.get(p);
  const start = rules.patterns.lacks(s, compiled.needs) ? -1 : compiled.search(s, from, compiled);
  return start < 0 ? undefined : compiled.results(s, start);
}

export interface InPlace {
  find(s: string, p: string, from: number): Value;
  match(s: string, p: string, from: number): Value;
  /** `find` of a text as it stands: where it begins, from 0, or −1. */
  plain(s: string, p: string, from: number): number;
  /** The first result of `find` for what a matcher gave. */
  found(at: number): Value;
  /** Its results where a text of this length was found. */
  located(at: number, length: number): Result;
}

/** The same where only the first result is wanted and the arguments are right: `from` counts from 0. Named as the functions, for tracebacks. */
export const inPlace: InPlace = {
  find(s, p, from) {
    const { patterns } = rt.realm.stringRules;
    const sought = patterns.sought(p);
    if (patterns.lacks(s, sought.needs)) {
      tick();
      return undefined;
    }
    if (sought.plain) return positionOf(plainFind(s, p, from));
    tick();
    const start = sought.search(s, from, sought);
    if (start >= 0 && !sought.complete) sought.values(s); // raises the error
    return positionOf(start);
  },
  match(s, p, from) {
    const { patterns } = rt.realm.stringRules;
    tick();
    const compiled = patterns.get(p);
    const start = patterns.lacks(s, compiled.needs) ? -1 : compiled.search(s, from, compiled);
    if (start < 0) return undefined;
    if (!compiled.complete) compiled.values(s); // raises the error
    return compiled.firstCapture(s, start);
  },
  plain: plainFind,
  found: positionOf,
  located(at, length) {
    return at < 0 ? undefined : pair(at + 1, at + length);
  },
};

/** As Lua counts: from 1, nil where there is none. */
function positionOf(at: number): Value {
  return at < 0 ? undefined : at + 1;
}

/** gmatch, which 5.0 calls gfind; `name` is for error messages. */
export function createGmatch(rules: StringRules, name: string): LuaFunction {
  const { gmatchPatterns } = rules;
  return function gmatch(subject?: Value, pattern?: Value): Result {
    const s = checkString(subject, 1, name, arguments.length);
    const p = checkString(pattern, 2, name, arguments.length);
    const matches = new Matches(s, gmatchPatterns.get(p));
    const step = function gmatchStep(): Result {
      const start = matches.advance();
      return start < 0 ? none() : matches.pattern.results(s, start);
    };
    // A loop over the matches may take them without calling the function; errors are to be the function's.
    if (matches.pattern.complete) {
      rt.matches = matches;
      rt.matchesStep = step;
    }
    return step;
  };
}
