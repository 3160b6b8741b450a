/**
 * `string.dump`: functions as text. There is no bytecode: a dumped function is its own Lua source, behind the header of a precompiled chunk. Loading one compiles that source again, so a changed dump can do no more than `load` of any other text. As with real Lua, the
 * function that is loaded has fresh upvalues, which are nil.
 *
 * Governing text: Lua 5.1 manual §5.4 (`string.dump`), Lua 5.2 manual §6.4.
 */
import type { Dialect } from "./dialect.ts";
import { rt } from "./machine.ts";
import { type FunctionInfo, markedUrl, type Script } from "./script-info.ts";
import { substitutedBy } from "./stand-in.ts";
import type { LuaFunction } from "./value.ts";

/** What precompiled chunks begin with (`LUA_SIGNATURE`). */
const SIGNATURE = "\x1bLua";
/** Little-endian; bytes of an int, a size_t, an instruction, a number; numbers are floating point. */
const SIZES = "\x01\x04\x08\x04\x08\x00";
/** Since 5.2: harmed by a transfer that changes line ends. */
const TAIL = "\x19\x93\r\n\x1a\n";
const OURS = "Moonpost ";

/** The header of a version's precompiled chunks on 64-bit Linux (`luaU_header`). */
function header(dialect: Dialect): string {
  if (dialect === "5.0") return `${SIGNATURE}\x50`;
  return dialect === "5.1" ? `${SIGNATURE}\x51\x00${SIZES}` : `${SIGNATURE}\x52\x00${SIZES}${TAIL}`;
}

/** Why these bytes, which begin as a precompiled chunk, are none that can be loaded (lundump.c). */
export function headerFault(bytes: string, dialect: Dialect): string {
  const right = header(dialect);
  const ours = right + OURS;
  const cutOff = bytes.slice(0, ours.length) === ours.slice(0, bytes.length);
  const same = (length: number): boolean => bytes.slice(0, length) === right.slice(0, length);
  if (dialect === "5.0" || dialect === "5.1") {
    const what = cutOff || bytes.length < right.length ? "unexpected end" : "bad header";
    return `${what} in precompiled chunk`;
  }
  if (cutOff || bytes.length < right.length) return "truncated precompiled chunk";
  if (!same(SIGNATURE.length)) return "not a precompiled chunk";
  const versioned = SIGNATURE.length + 2;
  // What is right so far is bytecode, which is of no version that can run here.
  if (!same(versioned) || same(right.length)) return "version mismatch in precompiled chunk";
  return same(versioned + SIZES.length) ? "corrupted precompiled chunk" : "incompatible precompiled chunk";
}

/** What a text compiles to: the function itself, a chunk that gives it; or it holds several dumps, which run in turn. */
type DumpKind = "chunk" | "function" | "chunks";

/** A dumped function. */
export interface Dump {
  readonly kind: DumpKind;
  readonly chunkName: string;
  readonly text: string;
}

/** A chunk in debug mode stands behind two: one that puts frames on the stack, and one whose environment can be replaced. */
function behindStandIns(value: LuaFunction): LuaFunction {
  const substituted = substitutedBy(value);
  return substituted === undefined ? value : behindStandIns(substituted.body);
}

/** The compiled function behind a Lua function: its script and what is known of it; undefined for library functions and unknown ones. */
export function compiledFunction(value: LuaFunction): { readonly script: Script; readonly info: FunctionInfo } | undefined {
  const f = behindStandIns(value);
  const text = Function.prototype.toString.call(f);
  const url = markedUrl(text);
  if (url !== undefined) {
    const script = rt.scripts.get(url);
    const info = script?.functionNamed(f.name);
    return script === undefined || info === undefined ? undefined : { script, info };
  }
  rt.fuel = (rt.fuel - (rt.scriptsByPlace.length >> 4)) | 0;
  // Of several files of an artefact with the same function the latest counts.
  for (let i = rt.scriptsByPlace.length - 1; i >= 0; i--) {
    const script = rt.scriptsByPlace[i];
    const info = script?.javascript === undefined ? undefined : script.functionNamed(f.name);
    if (script?.javascript === undefined || info === undefined) continue;
    rt.fuel = (rt.fuel - (script.javascript.length >> 6)) | 0; // looked at by the next check: tracebacks of failures ask, too
    if (script.javascript.includes(text)) return { script, info };
  }
  return undefined;
}

/** The function as text, or undefined where its source is not at hand. */
export function dumped(f: LuaFunction): string | undefined {
  const found = compiledFunction(f);
  const source = found?.script.text;
  if (found === undefined || source === undefined) return undefined;
  const { info, script } = found;
  const chunkName = script.info.source;
  if (info.main) return write({ kind: "chunk", chunkName, text: source });
  if (info.span === undefined) return undefined;
  const [start, end] = info.span;
  const definition = source.slice(start, end);
  const parameters = definition.slice(definition.indexOf("(") + 1);
  const self = info.method === true ? (/^\s*\)/.test(parameters) ? "self" : "self, ") : "";
  const upvalues = (info.upvalues ?? []).filter((name) => name !== "_ENV");
  const head = `${"\n".repeat(Math.max(0, info.lineDefined - 1))}${upvalues.length === 0 ? "" : `local ${upvalues.join(", ")} `}`;
  return write({ kind: "function", chunkName, text: `${head}return function(${self}${parameters}` });
}

function write(dump: Dump): string {
  return dumpedText(dump, rt.realm.dialect);
}

/** A dump as bytes, for `undumped`. */
export function dumpedText({ kind, chunkName, text }: Dump, dialect: Dialect): string {
  return `${header(dialect)}${OURS}${kind} ${chunkName.length} ${text.length} ${chunkName}${text}`;
}

/** Longer than what stands between the header and the name. */
const HEAD_LENGTH = 40;

/** Reads what `dumped` wrote in the same dialect; undefined for everything else, real bytecode and a dump without its end included. */
export function undumped(bytes: string, dialect: Dialect): Dump | undefined {
  const mark = header(dialect) + OURS;
  if (!bytes.startsWith(mark)) return undefined;
  const head = /^(chunk|function|chunks) (\d{1,9}) (\d{1,9}) /.exec(bytes.slice(mark.length, mark.length + HEAD_LENGTH));
  if (head === null) return undefined;
  const [{ length }, kind, nameLength, textLength] = head;
  const name = mark.length + length;
  const text = name + Number(nameLength);
  const end = text + Number(textLength);
  if (end > bytes.length) return undefined;
  return { kind: kind as DumpKind, chunkName: bytes.slice(name, text), text: bytes.slice(text, end) }; // one of the three of the pattern
}

/** Several dumps as one, which runs them in their order. */
export function combinedDump(dumps: readonly Dump[], dialect: Dialect): Dump {
  const parts = dumps.map((dump) => dumpedText(dump, dialect));
  return { kind: "chunks", chunkName: "=(luac)", text: parts.map((part) => `${part.length} ${part}`).join("") };
}

/** The dumps of a combined one, none of which is combined itself; undefined where `combinedDump` did not make it. */
export function partsOf({ text }: Dump, dialect: Dialect): Dump[] | undefined {
  const parts: Dump[] = [];
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf(" ", at) + 1;
    const length = start === 0 ? Number.NaN : Number(text.slice(at, start));
    const part = undumped(text.slice(start, start + length), dialect);
    if (part === undefined || part.kind === "chunks") return undefined;
    parts.push(part);
    at = start + length;
  }
  return parts;
}
