/**
 * string.gsub. The replacement function, or the `__index` of a replacement table, may suspend: the substitution then goes on where it was.
 *
 * Governing text: Lua 5.0 manual §5.3, Lua 5.1 manual §5.4, Lua 5.2 manual §6.4, VPOP3.md §8.2 (`%` in the replacement is taken leniently).
 */
import { assembled } from "../assembled.ts";
import { charge, chargeMemory, tick } from "../budget.ts";
import { enterC } from "../c-calls.ts";
import { calledBack } from "../debug-calls.ts";
import { argumentError, raise } from "../error.ts";
import { index } from "../indexing.ts";
import { type Frame, LIBRARY, rt } from "../machine.ts";
import { metatableOf, typeOf } from "../metatable.ts";
import { numberToString } from "../number.ts";
import type { CaptureKind } from "../pattern/parse.ts";
import type { Pattern, ReplacementPiece } from "../pattern/pattern.ts";
import { first, pair, suspended } from "../results.ts";
import type { StringRules } from "../string-rules.ts";
import { capture } from "../suspend.ts";
import { LuaTable } from "../table.ts";
import type { LuaFunction, Result, Value } from "../value.ts";
import { checkInteger, checkString } from "./arguments.ts";
import { occurrences } from "./occurrences.ts";

/** Bytes that a `%` of a replacement string takes while it is used. */
const PIECE_BYTES = 64;
/** Results from this length on are charged as memory. */
const LONG_TEXT = 256;

/** Cuts a replacement string at its `%`. Faults are raised only where a match uses the piece, as PUC Lua does. */
function piecesOf(replacement: string, captures: readonly CaptureKind[], rules: StringRules): readonly ReplacementPiece[] {
  const pieces: ReplacementPiece[] = [];
  charge(replacement.length >> 2);
  chargeMemory(PIECE_BYTES * occurrences(replacement, "%"));
  let text = "";
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement.charCodeAt(i);
    if (c !== 37) {
      text += replacement.charAt(i);
      continue;
    }
    const digit = replacement.charCodeAt(++i) - 48;
    if (digit >= 0 && digit <= 9) {
      if (text !== "") pieces.push(text);
      pieces.push(captureNumber(digit, captures, rules));
      text = "";
    } else if (rules.dialect === "5.2" && digit !== 37 - 48) {
      pieces.push(text, { fault: `invalid use of ${rules.quote("%")} in replacement string` });
      return pieces;
    } else {
      text += i < replacement.length ? replacement.charAt(i) : rules.dialect === "vpop3" ? "%" : "\0";
    }
  }
  if (text !== "") pieces.push(text);
  return pieces;
}

function captureNumber(digit: number, captures: readonly CaptureKind[], rules: StringRules): ReplacementPiece {
  const kind = captures[digit - 1];
  if (rules.dialect === "5.0")
    return kind === undefined || kind === "unfinished" ? { fault: "invalid capture index" } : digit - 1;
  if (digit === 0 || (digit === 1 && kind === undefined)) return -1;
  return kind === undefined ? { fault: "invalid capture index" } : digit - 1;
}

/** Longer replacements are not kept. */
const MAX_KEPT_LENGTH = 1024;

/** The substitution by a string: `start` is where the first match was just found. */
function replaced(s: string, pattern: Pattern, by: string, max: number, rules: StringRules, start: number): Result {
  const pieces = by.includes("%") ? piecesFor(pattern, by, rules) : undefined;
  const most = pattern.anchored ? 1 : max;
  let out = "";
  let copied = 0;
  let count = 0;
  let at = start;
  do {
    count++;
    const { end } = pattern;
    const text = pieces === undefined ? by : expanded(pieces, s, pattern, at);
    const size = at - copied + text.length;
    charge(1 + (size >> 6));
    if (size > 256) chargeMemory(size);
    out += at === copied ? text : s.substring(copied, at) + text;
    copied = end;
    // After an empty match a byte is passed over.
    const from = end === at ? end + 1 : end;
    at = count < most && from <= s.length ? pattern.again(s, from) : -1;
  } while (at >= 0);
  return pair(whole(copied < s.length ? out + s.substring(copied) : out), count);
}

/** A result, charged where it is long. */
function whole(text: string): string {
  return text.length < LONG_TEXT ? text : assembled(text);
}

/** The pieces of the replacement, which most often is the same as the last time. */
function piecesFor(pattern: Pattern, by: string, rules: StringRules): readonly ReplacementPiece[] {
  if (by.length > MAX_KEPT_LENGTH) return piecesOf(by, pattern.kinds, rules);
  if (pattern.replacement !== by) {
    pattern.pieces = piecesOf(by, pattern.kinds, rules);
    pattern.replacement = by;
  }
  return pattern.pieces;
}

function expanded(pieces: readonly ReplacementPiece[], s: string, pattern: Pattern, start: number): string {
  charge(pieces.length >> 2);
  let text = "";
  for (const piece of pieces) {
    if (typeof piece === "string") text += piece;
    else if (typeof piece === "object") raise(piece.fault);
    else if (piece < 0) text += s.substring(start, pattern.end);
    else text += pattern.capture(s, piece);
  }
  return text;
}

/** One running gsub whose replacements are asked for. */
class Substitution {
  private readonly s: string;
  private readonly pattern: Pattern;
  private readonly by: LuaFunction | LuaTable;
  private readonly max: number;
  private readonly rules: StringRules;
  /** What is done, up to `copied`. */
  private out = "";
  private copied = 0;
  private from = 0;
  private count = 0;
  /** The match whose replacement is being found. */
  private start: number;
  private end = 0;

  /** `start`: where the first match was just found. */
  constructor(s: string, pattern: Pattern, by: LuaFunction | LuaTable, max: number, rules: StringRules, start: number) {
    this.start = start;
    this.s = s;
    this.pattern = pattern;
    this.by = typeof by === "function" ? calledBack(by) : by;
    this.max = max;
    this.rules = rules;
  }

  /** Goes on to the end (true) or until a callback is suspended (false). */
  advance(): boolean {
    const s = this.s;
    const pattern = this.pattern;
    const by = this.by;
    while (this.count < this.max && this.from <= s.length) {
      if (pattern.anchored && this.count > 0) break;
      const start = this.count === 0 ? this.start : pattern.again(s, this.from);
      if (start < 0) break;
      this.count++;
      this.start = start;
      this.end = pattern.end;
      const result = this.asked(by);
      if (suspended(result)) return false;
      this.take(first(result));
    }
    return true;
  }

  /** The rest of a substitution whose callback was suspended. */
  *resumed(): Frame {
    this.take(first(rt.resumed));
    while (!this.advance()) {
      yield;
      this.take(first(rt.resumed));
    }
    return this.result();
  }

  result(): Result {
    return pair(whole(this.out + this.s.substring(this.copied)), this.count);
  }

  private asked(by: LuaFunction | LuaTable): Result {
    tick();
    const s = this.s;
    const pattern = this.pattern;
    if (typeof by === "function") {
      switch (pattern.kinds.length) {
        case 0:
          return by(s.substring(this.start, this.end));
        case 1:
          return by(pattern.capture(s, 0));
        case 2:
          return by(pattern.capture(s, 0), pattern.capture(s, 1));
        default:
          return by(...pattern.values(s));
      }
    }
    const key = pattern.firstCapture(s, this.start);
    const value = by.get(key);
    if (value !== undefined) return value;
    const handler = metatableOf(by)?.get("__index");
    if (handler === undefined) return undefined;
    return typeof handler === "function" ? handler(by, key) : index(handler, key);
  }

  /** What a callback or a table gave. */
  private take(value: Value): void {
    if (typeof value === "string") this.add(value);
    else if (typeof value === "number") this.add(numberToString(value));
    else if (this.rules.dialect === "5.0") this.add("");
    else if (value === undefined || value === false) this.add(this.s.substring(this.start, this.end));
    else raise(`invalid replacement value (a ${typeOf(value)})`);
  }

  private add(replacement: string): void {
    const s = this.s;
    const start = this.start;
    const size = start - this.copied + replacement.length;
    charge(1 + (size >> 6));
    if (size > 256) chargeMemory(size);
    this.out += start === this.copied ? replacement : s.substring(this.copied, start) + replacement;
    this.copied = this.end;
    // After an empty match a byte is passed over.
    this.from = this.end === start ? start + 1 : this.end;
  }
}

/** How many substitutions at most. 5.2 takes the number as unsigned: a negative one is no limit. */
function limitOf(n: Value, s: string, rules: StringRules): number {
  if (n === undefined) return s.length + 1;
  const max = checkInteger(n, 4, "gsub");
  if (rules.version52) return max < 0 ? s.length + 1 : max;
  return max | 0; // C's int
}

/** `string.gsub (s, pattern, repl [, n])`, made for a dialect; the function may be suspended where `repl` is one that yields. */
export function createGsub(rules: StringRules): LuaFunction {
  const { patterns } = rules;
  const expected = rules.dialect === "5.0" ? "string or function expected" : "string/function/table expected";
  return function gsub(subject?: Value, pattern?: Value, replacement?: Value, n?: Value): Result {
    const s = checkString(subject, 1, "gsub", arguments.length);
    const p = checkString(pattern, 2, "gsub", arguments.length);
    const max = limitOf(n, s, rules);
    const by = typeof replacement === "number" ? numberToString(replacement) : replacement;
    if (typeof by !== "string" && typeof by !== "function" && (!(by instanceof LuaTable) || rules.dialect === "5.0")) {
      return argumentError(3, "gsub", expected);
    }
    tick();
    const compiled = patterns.get(p);
    const start = max > 0 && !patterns.lacks(s, compiled.needs) ? compiled.search(s, 0, compiled) : -1;
    if (start < 0) return pair(s, 0);
    if (typeof by === "string") return replaced(s, compiled, by, max, rules, start);
    const run = new Substitution(s, compiled, by, max, rules, start);
    const depth = enterC();
    const done = run.advance();
    rt.cCalls = depth;
    return done ? run.result() : capture(run.resumed(), LIBRARY);
  };
}
