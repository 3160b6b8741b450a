/**
 * string.find, match, gmatch and gfind.
 *
 * Governing text: Lua 5.0 manual §5.3, Lua 5.1 manual §5.4, Lua 5.2 manual §6.4.
 */
import { charge, tick } from "../budget.ts";
import { none, pair, several, triple } from "../registers.ts";
import type { LuaFunction, Result, Value } from "../value.ts";
import { checkInteger, checkString } from "./arguments.ts";
import type { StringRules } from "./string-rules.ts";

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
function plainFind(s: string, p: string, from: number): number {
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

export function createFind(rules: StringRules): LuaFunction {
  const { patterns } = rules;
  return function find(subject?: Value, pattern?: Value, init?: Value, plain?: Value): Result {
    const s = typeof subject === "string" ? subject : checkString(subject, 1, "find", arguments.length);
    const p = typeof pattern === "string" ? pattern : checkString(pattern, 2, "find", arguments.length);
    const from = startOf(init, s, "find", rules);
    if (from < 0) return undefined;
    const compiled = plain !== undefined && plain !== false ? undefined : patterns.getSpecial(p);
    if (compiled === undefined) {
      const at = plainFind(s, p, from);
      return at < 0 ? undefined : pair(at + 1, at + p.length);
    }
    tick();
    const start = compiled.search(s, from);
    if (start < 0) return undefined;
    switch (compiled.kinds.length) {
      case 0:
        return pair(start + 1, compiled.end);
      case 1:
        return triple(start + 1, compiled.end, compiled.capture(s, 0));
      default:
        return several([start + 1, compiled.end, ...compiled.values(s)]);
    }
  };
}

export function createMatch(rules: StringRules): LuaFunction {
  const { patterns } = rules;
  return function match(subject?: Value, pattern?: Value, init?: Value): Result {
    const s = typeof subject === "string" ? subject : checkString(subject, 1, "match", arguments.length);
    const p = typeof pattern === "string" ? pattern : checkString(pattern, 2, "match", arguments.length);
    const from = startOf(init, s, "match", rules);
    if (from < 0) return undefined;
    tick();
    const compiled = patterns.get(p);
    const start = compiled.search(s, from);
    return start < 0 ? undefined : compiled.results(s, start);
  };
}

/** gmatch, which 5.0 calls gfind; `name` is for error messages. */
export function createGmatch(rules: StringRules, name: string): LuaFunction {
  const { gmatchPatterns } = rules;
  return function gmatch(subject?: Value, pattern?: Value): Result {
    const s = checkString(subject, 1, name, arguments.length);
    const p = checkString(pattern, 2, name, arguments.length);
    const compiled = gmatchPatterns.get(p);
    let from = 0;
    return function gmatchStep(): Result {
      tick();
      if (from > s.length) return none();
      const start = compiled.search(s, from);
      if (start < 0) {
        from = s.length + 1;
        return none();
      }
      // After an empty match the next search begins one further.
      from = compiled.end === start ? start + 1 : compiled.end;
      return compiled.results(s, start);
    };
  };
}
