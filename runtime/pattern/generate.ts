/**
 * Translates the items of a pattern to JavaScript.
 *
 * A pattern is a sequence, so its backtracking is a nest of loops: a repetition that may have to give back (or take more) becomes a loop
 * around everything after it, and "no match here" is a `continue` of the innermost such loop. Where `follow.ts` shows that
 * backtracking cannot help, there is no loop around the rest, and most patterns in mail rules have none at all.
 *
 *     "(%w+)=.-;"  →  search: for (; i <= n; i++) {
 *                       skip to a letter; a0 = i; scan letters to q; if (s[q] !== "=") { i = q; continue search; }
 *                       p = s.indexOf(";", q + 1); if (p < 0) continue search; … return i; }
 *
 * Danger: the text goes to `new Function`. It is built from numbers and fixed words only; bytes of the pattern appear as decimal numbers,
 * strings made of them are handed in through the array `T`.
 *
 * Work is counted in `w` (bytes looked at, and every try) and charged as fuel by `burn`, inside the loops too, so that no pattern
 * runs away.
 */
import { byteTest } from "./byte-test.ts";
import { byteTable, type CharSet, complement, disjoint, isAll, runsOf } from "./char-set.ts";
import type { Follow } from "./follow.ts";
import { literalAt } from "./literal.ts";
import { type Item, MAX_DEPTH, nests, type ParsedPattern, TOO_COMPLEX } from "./parse.ts";
import { classText, type Sieve } from "./sieve.ts";

/** Finds the first match of a pattern at or behind `init` (from 0). Gives its start, or −1; its end and captures lie in `state`. */
export type Search = (s: string, init: number, state: MatchState) => number;

export interface MatchState {
  /** End of the match (index behind its last byte). */
  end: number;
  /** Start and end of each capture, two numbers each. */
  readonly captures: number[];
}

/** What generated code calls. */
export interface MatcherDoor {
  /** Charges so many bytes and tries as fuel; throws where the fuel is used up. */
  burn(work: number): void;
  /** Raises a fault of the pattern as a Lua error. */
  fault(message: string): never;
}

/** What generated code refers to: texts, tables of bytes, and searches for a place further on. */
type Constant = string | Uint8Array | RegExp;

/** Generated source and the values it refers to by number. */
export interface Generated {
  readonly source: string;
  readonly constants: readonly Constant[];
}

/** Uncharged work a loop may pile up before it charges. */
const BURST = 4096;
/** Loops nested deeper than this go to a function of their own: JavaScript compilers are made for code that people write. */
const MAX_NEST = 10;

/** More bytes in a row than this are counted as work of their own. */
const SHORT_RUN = 8;
/** How far a place is sought by a loop first. */
const NEAR = 24;
/** Sets of so many bytes make long runs. */
const LARGE_SET = 128;

/** A place in the text: variable plus constant offset. */
interface Place {
  readonly base: string;
  readonly offset: number;
}

const at = (place: Place): string => (place.offset === 0 ? place.base : `${place.base} + ${place.offset}`);

/** The search for a pattern as source text; `follows` and `sieve` are those of the pattern. Each call begins anew, should the stack have ended in one. */
export function generate(parsed: ParsedPattern, follows: readonly Follow[], sieve: Sieve | undefined): Generated {
  return new Generator(parsed, follows, sieve).generate();
}

/** Translates one pattern, once. */
class Generator {
  readonly #items: readonly Item[];
  readonly #follows: readonly Follow[];
  readonly #parsed: ParsedPattern;
  readonly #constants: Constant[] = [];
  /** Names of the tables already made, by their set. */
  readonly #tables = new Map<string, string>();
  readonly #hasBackReference: boolean;
  readonly #sieve: Sieve | undefined;
  readonly #lines: string[] = [];
  /** Whether so many items nest that the depth must be counted, and the count before the present item as an expression. */
  readonly #countsDepth: boolean;
  #depth = "1";
  #names = 0;
  /** Loops around the present item; whether it lies in a function of its own. */
  #nest = 0;
  #separated = false;

  constructor(parsed: ParsedPattern, follows: readonly Follow[], sieve: Sieve | undefined) {
    this.#parsed = parsed;
    this.#items = parsed.items;
    this.#follows = follows;
    this.#sieve = sieve;
    this.#countsDepth = parsed.countsDepth && parsed.items.filter(nests).length >= MAX_DEPTH;
    this.#hasBackReference = parsed.items.some((item) => item.kind === "back");
  }

  generate(): Generated {
    const captures = this.#parsed.captures.map((_, i) => `a${i} = 0, b${i} = 0, `).join("");
    // The parentheses make V8 translate the function at once instead of looking it over first.
    this.#put(`return (function search(s, i, m) { let ${captures}w = 0, b = 0; const n = s.length;`);
    if (this.#parsed.anchored) {
      this.#put("search: do {");
      this.#rest(0, { base: "i", offset: 0 }, "break search;");
      this.#put("} while (false);");
    } else {
      const skips = !isAll((this.#follows[0] as Follow).set); // one more than there are items
      if (skips) this.#put(`let h = i + ${NEAR} < n ? i + ${NEAR} : n;`);
      this.#put(`search: for (; i <= n; i++) { if (++w > ${BURST}) { burn(w); w = 0; }`);
      if (skips) this.#skipToStart();
      this.#rest(0, { base: "i", offset: 0 }, "continue search;");
      this.#put("}");
    }
    this.#put("burn(w); return -1; });");
    const constants = this.#constants.map((_, i) => `const T${i} = T[${i}];`).join(" ");
    return { source: `"use strict"; ${constants}\n${this.#lines.join("\n")}`, constants: this.#constants };
  }

  #put(line: string): void {
    this.#lines.push(line);
  }

  #name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  #constant(value: Constant): string {
    this.#constants.push(value);
    return `T${this.#constants.length - 1}`;
  }

  #table(set: CharSet): string {
    const key = set.join();
    let name = this.#tables.get(key);
    if (name === undefined) {
      name = this.#constant(byteTable(set));
      this.#tables.set(key, name);
    }
    return name;
  }

  /** An expression that tells whether byte `c` (a variable or a call without effects) is in the set; may use the variable `b`. */
  #test(set: CharSet, c: string): string {
    return byteTest(set, c) ?? `${this.#table(set)}[${c}] === 1`;
  }

  /** Skips starts where the pattern cannot match: those nearby by a loop, then by the sieve. */
  #skipToStart(): void {
    const { set, atEnd } = this.#follows[0] as Follow; // one more than there are items
    this.#put(`{ const f = i; while (i < h && !(${this.#test(set, "s.charCodeAt(i)")})) i++; w += i - f; }`);
    const sieve = this.#sieve;
    if (sieve !== undefined) {
      const name = this.#constant(sieve.expression);
      this.#put(`if (i >= h && i < n) { ${name}.lastIndex = i;`);
      this.#put(`if (!${name}.test(s)) { burn(w + (n - i >> 2)); return -1; }`);
      const back = sieve.run === undefined ? "" : ` while (f > i && ${this.#test(sieve.run, "s.charCodeAt(f - 1)")}) f--;`;
      this.#put(
        `let f = ${name}.lastIndex - ${sieve.length}; w += f - i >> 2;${back} i = f; h = i + ${NEAR} < n ? i + ${NEAR} : n; }`,
      );
    }
    if (!atEnd) this.#put("if (i >= n) break search;");
  }

  /** Code for the items from k on, with the text matched up to `place`. `fail` leaves for the innermost choice. */
  #rest(k: number, place: Place, fail: string): void {
    const item = this.#items[k];
    if (item === undefined) {
      this.#success(place);
      return;
    }
    const depth = this.#depth;
    if (item.kind === "open" || item.kind === "close") this.#nestIf("true");
    switch (item.kind) {
      case "open":
        this.#put(`a${item.capture} = ${at(place)};`);
        this.#rest(k + 1, place, fail);
        break;
      case "close":
        this.#put(`b${item.capture} = ${at(place)};`);
        this.#rest(k + 1, place, fail);
        break;
      case "end":
        this.#put(`if (${at(place)} !== n) ${fail}`);
        this.#rest(k + 1, place, fail);
        break;
      case "fault":
        this.#put(`burn(w); fault(${this.#constant(item.message)});`);
        break;
      case "frontier":
        this.#frontier(item.set, k, place, fail);
        break;
      case "balance":
        this.#balance(item.open, item.close, k, place, fail);
        break;
      case "back":
        this.#back(item.capture, k, place, fail);
        break;
      case "single":
        if (item.repeat === "once") this.#once(k, place, fail);
        else this.#repeated(k, place, fail);
        break;
    }
    this.#depth = depth;
  }

  /** PUC Lua's matcher calls itself here if `condition` holds: counts its depth. */
  #nestIf(condition: string): void {
    if (!this.#countsDepth) return;
    const depth = this.#name("d");
    this.#put(`const ${depth} = ${condition} ? ${this.#depth} + 1 : ${this.#depth};`);
    this.#put(`if (${depth} > ${MAX_DEPTH}) { burn(w); fault(${this.#constant(TOO_COMPLEX)}); }`);
    this.#depth = depth;
  }

  #success(place: Place): void {
    const stores = this.#parsed.captures.map((_, i) => `c[${2 * i}] = a${i}; c[${2 * i + 1}] = b${i};`);
    if (stores.length > 0) this.#put(`{ const c = m.captures; ${stores.join(" ")} }`);
    this.#put(`m.end = ${at(place)}; burn(w); return i;`);
  }

  /** Single items without repetition, as many as follow each other: one look at the length, then byte by byte. */
  #once(k: number, place: Place, fail: string): void {
    const tests: string[] = [];
    let next = k;
    for (; ; next++) {
      const item = this.#items[next];
      if (item?.kind !== "single" || item.repeat !== "once") break;
      if (!isAll(item.set))
        tests.push(this.#test(item.set, `s.charCodeAt(${at({ ...place, offset: place.offset + next - k })})`));
    }
    const end = { ...place, offset: place.offset + next - k };
    if (tests.length > SHORT_RUN) this.#put(`w += ${tests.length};`);
    this.#put(`if (!(${[`${at(end)} <= n`, ...tests].join(" && ")})) ${fail}`);
    this.#rest(next, end, fail);
  }

  #frontier(set: CharSet, k: number, place: Place, fail: string): void {
    const before = this.#name("c");
    const here = this.#name("c");
    this.#put(`const ${before} = ${at(place)} > 0 ? s.charCodeAt(${at({ ...place, offset: place.offset - 1 })}) : 0;`);
    this.#put(`const ${here} = ${at(place)} < n ? s.charCodeAt(${at(place)}) : 0;`);
    this.#put(`if (${this.#test(set, before)} || !(${this.#test(set, here)})) ${fail}`);
    this.#rest(k + 1, place, fail);
  }

  #balance(open: number, close: number, k: number, place: Place, fail: string): void {
    const p = this.#name("p");
    const depth = this.#name("d");
    this.#put(`if (!(${at(place)} < n && s.charCodeAt(${at(place)}) === ${open})) ${fail}`);
    this.#put(`let ${p} = ${at({ ...place, offset: place.offset + 1 })}, ${depth} = 1;`);
    this.#put(`while (${p} < n) { const c = s.charCodeAt(${p}++);`);
    this.#put(`if (c === ${close}) { if (--${depth} === 0) break; } else if (c === ${open}) ${depth}++; }`);
    this.#put(`w += ${p} - ${place.base}; if (${depth} !== 0) ${fail}`);
    this.#rest(k + 1, { base: p, offset: 0 }, fail);
  }

  #back(capture: number, k: number, place: Place, fail: string): void {
    const length = this.#name("l");
    const p = this.#name("p");
    // A position capture has the length −2 in PUC Lua, which as an unsigned number no text is long enough for.
    if (this.#parsed.captures[capture] === "position") {
      this.#put(fail);
      return;
    }
    this.#put(`const ${length} = b${capture} - a${capture}; w += ${length};`);
    this.#put(`if (n - (${at(place)}) < ${length}) ${fail}`);
    // Most captures that are asked for again are a quote, and most places differ in the first byte.
    const rest = `${length} > 1 && !s.startsWith(s.substring(a${capture}, b${capture}), ${at(place)})`;
    this.#put(`if (${length} > 0 && (s.charCodeAt(a${capture}) !== s.charCodeAt(${at(place)}) || ${rest})) ${fail}`);
    this.#put(`const ${p} = ${at(place)} + ${length};`);
    this.#rest(k + 1, { base: p, offset: 0 }, fail);
  }

  /** `x*`, `x+`, `x-`, `x?` */
  #repeated(k: number, place: Place, fail: string): void {
    const item = this.#items[k];
    const rest = this.#follows[k + 1];
    if (item?.kind !== "single" || rest === undefined) throw new Error("only a single item can be repeated");
    const { set, repeat } = item;
    let from = place;
    if (repeat === "greedy1") {
      this.#put(`if (!(${at(place)} < n && ${this.#test(set, `s.charCodeAt(${at(place)})`)})) ${fail}`);
      from = { ...place, offset: place.offset + 1 };
    }
    if (repeat === "lazy") this.#nestIf(`${at(from)} < n && ${this.#test(set, `s.charCodeAt(${at(from)})`)}`);
    if (repeat === "lazy" && rest.certain) {
      this.#rest(k + 1, from, fail);
      return;
    }
    const q = this.#name("q");
    if (rest.certain || disjoint(set, rest.set)) {
      // No choice: the run is taken whole.
      this.#run(set, repeat, q, from);
      if (repeat !== "lazy") this.#nestIf(repeat === "greedy1" ? "true" : `${q} > ${at(from)}`);
      const first = !this.#parsed.anchored && repeat !== "optional" && this.#isFirst(k) && !this.#hasBackReference;
      // What fails behind a run that starts the pattern fails for each later start in the same run.
      this.#rest(k + 1, { base: q, offset: 0 }, first ? `{ i = ${q}; ${fail} }` : fail);
      return;
    }
    if (repeat === "lazy" && isAll(set) && this.#trailingRun(k + 1)) {
      this.#untilTrailingRun(k, from, q, fail);
      return;
    }
    if (this.#nest >= MAX_NEST) {
      this.#separately(k, place, fail);
      return;
    }
    this.#nest++;
    const label = this.#name("L");
    if (repeat === "lazy") this.#lazyLoop(set, k, from, q, label, fail);
    else this.#greedyLoop(set, repeat, k, from, q, label, fail);
    this.#nest--;
  }

  /** True if only opening captures precede item k. */
  #isFirst(k: number): boolean {
    return this.#items.slice(0, k).every((item) => item.kind === "open");
  }

  /** `let q` = the end of the longest run of the set from `from`. */
  #run(set: CharSet, repeat: string, q: string, from: Place): void {
    if (repeat === "optional") {
      this.#put(`let ${q} = ${at(from)}; if (${q} < n && ${this.#test(set, `s.charCodeAt(${q})`)}) ${q}++;`);
    } else if (isAll(set)) {
      this.#put(`let ${q} = n;`);
    } else {
      const far = this.#sizeOf(set) >= LARGE_SET;
      this.#put(`let ${q} = ${at(from)}; { const h = ${far ? `${q} + ${NEAR} < n ? ${q} + ${NEAR} : n` : "n"};`);
      this.#put(`while (${q} < h && ${this.#test(set, `s.charCodeAt(${q})`)}) ${q}++;`);
      if (far) {
        const name = this.#constant(new RegExp(classText(complement(set)), "g"));
        this.#put(`if (${q} === h && h < n) { ${name}.lastIndex = h; ${q} = ${name}.test(s) ? ${name}.lastIndex - 1 : n; }`);
      }
      this.#put(`} w += ${q} - ${from.base};`);
    }
  }

  #sizeOf(set: CharSet): number {
    return runsOf(set).reduce((size, [from, to]) => size + to - from + 1, 0);
  }

  #greedyLoop(set: CharSet, repeat: string, k: number, from: Place, q: string, label: string, fail: string): void {
    this.#run(set, repeat, q, from);
    if (repeat !== "optional") this.#nestIf(repeat === "greedy1" ? "true" : `${q} > ${at(from)}`);
    this.#put(`${label}: for (; ${q} >= ${at(from)}; ${q}--) { if (++w > ${BURST}) { burn(w); w = 0; }`);
    if (repeat === "optional") this.#nestIf(`${q} > ${at(from)}`);
    this.#rest(k + 1, { base: q, offset: 0 }, `continue ${label};`);
    this.#put(`} ${fail}`);
  }

  #lazyLoop(set: CharSet, k: number, from: Place, q: string, label: string, fail: string): void {
    const literal = isAll(set) ? literalAt(this.#items, k + 1) : "";
    this.#put(`${label}: for (let ${q} = ${at(from)}; ; ${q}++) { if (++w > ${BURST}) { burn(w); w = 0; }`);
    if (literal !== "") {
      // Nothing matches before the next place where the bytes behind `.-` stand.
      const leave = this.#movesOn(k) ? "break search;" : fail;
      this.#put(`const f = s.indexOf(${this.#constant(literal)}, ${q}); if (f < 0) { w += n - ${q} >> 3; ${leave} }`);
      this.#put(`w += f - ${q} >> 3; ${q} = f;`);
    } else if (isAll(set)) {
      this.#put(`if (${q} > n) ${fail}`);
    } else {
      const previous = `${q} - 1`;
      this.#put(`if (${q} !== ${at(from)} && !(${previous} < n && ${this.#test(set, `s.charCodeAt(${previous})`)})) ${fail}`);
    }
    this.#rest(k + 1, { base: q, offset: 0 }, `continue ${label};`);
    this.#put("}");
  }

  /** True if a later start of the search cannot lead to an earlier place for item k: then what it does not find now, no start finds. */
  #movesOn(k: number): boolean {
    if (this.#nest > 1 || this.#separated) return false;
    return this.#items.slice(0, k).every((item) => item.kind !== "balance" && item.kind !== "back");
  }

  /** True if the items from k on are captures, one greedy run, captures, and `$`, as in `(.-)%s*$`. */
  #trailingRun(k: number): boolean {
    const items = this.#items.slice(k).filter((item) => item.kind !== "open" && item.kind !== "close");
    const [run, end] = items;
    return items.length === 2 && end?.kind === "end" && run?.kind === "single" && run.repeat === "greedy";
  }

  /** `.-x*$`: the shortest `.-` ends where the run of x at the end of the text begins; found from the end, backwards. */
  #untilTrailingRun(k: number, from: Place, q: string, fail: string): void {
    const run = this.#items.slice(k + 1).find((item) => item.kind === "single");
    if (run?.kind !== "single") throw new Error("a trailing run has one single item");
    this.#put(`let ${q} = n; while (${q} > ${at(from)} && ${this.#test(run.set, `s.charCodeAt(${q} - 1)`)}) ${q}--;`);
    this.#put(`w += n - ${q};`);
    this.#rest(k + 1, { base: q, offset: 0 }, fail);
  }

  /** The items from k on in a function of their own: gives the start of the match or −1. */
  #separately(k: number, place: Place, fail: string): void {
    const name = this.#name("f");
    const start = this.#name("p");
    const nest = this.#nest;
    const separated = this.#separated;
    this.#nest = 0;
    this.#separated = true;
    this.#put(`const ${name} = (${start}) => { let b = 0;`);
    this.#rest(k, { base: start, offset: 0 }, "return -1;");
    this.#put("};");
    this.#nest = nest;
    this.#separated = separated;
    this.#put(`if (${name}(${at(place)}) >= 0) return i;`);
    this.#put(fail);
  }
}
