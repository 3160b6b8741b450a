/**
 * Functions of the runtime that each module has a copy of: the usual case, in front of the runtime's function of the same name, which does the
 * rest, if there is any.
 *
 *     function fn(f: Value, what?: string): LuaFunction {
 *       return typeof f === "function" ? f : runtime$fn(f, what);
 *     }
 *
 * V8 notes for each function which of its branches were taken and which shapes were seen, and leaves out of its callers what never was. The runtime's
 * functions see what all scripts of the process do; these see one script only. With twenty other scripts in the process `closures` and `objects` of
 * the Lua bench took 1.4 times as long without them.
 */
import type { OwnFunction } from "../../runtime/script-info.ts";
import { type DoorType, type DoorValue, type Imports, isDoorType, isDoorValue } from "./door.ts";
import type { Lines } from "./lines.ts";
import { once } from "./once.ts";

/** What the runtime's own function is called where a module has a copy. */
const RUNTIME = "runtime$";

/** The text of each, with TypeScript's part in guillemets. */
const TEXTS: Readonly<Record<OwnFunction, string>> = {
  fn: `
function fn(f«: Value», what«?: string»)«: LuaFunction» {
  return typeof f === "function" ? f : runtime$fn(f, what);
}`,
  fnField: `
function fnField(f«: Value», o«: Value», key«: string», what«?: string»)«: LuaFunction» {
  return typeof f === "function" ? f : runtime$fnField(f, o, key, what);
}`,
  fnMethod: `
function fnMethod(f«: Value», o«: Value», field«: \`$\${string}\`», what«?: string»)«: LuaFunction» {
  return typeof f === "function" ? f : runtime$fnMethod(f, o, field, what);
}`,
  called: `
function called(f«: Value», what«?: string»)«: LuaFunction» {
  const handler = f?.meta?.table?.$__call;
  return typeof handler === "function" ? handler : runtime$called(f, what);
}`,
  first: `
function first(result«: Result»)«: Value» {
  return result === null ? runtime$first(result) : result;
}`,
  suspended: `
function suspended(result«: Result»)«: boolean» {
  return result === null && rt.n < 0 && runtime$suspended(result);
}`,
  absent: `
function absent(meta«: LuaTable["meta"] | undefined», o«: Value», field«: \`$\${string}\`», what«?: string»)«: Value» {
  return meta?.ends ? undefined : runtime$absent(meta, o, field, what);
}`,
  missing: `
function missing(meta«: LuaTable["meta"] | undefined», o«: Value», field«: \`$\${string}\`», what«?: string»)«: Value» {
  const above = meta?.index?.meta;
  return meta?.ends || above?.ends || above?.index?.meta.ends ? undefined : runtime$missing(meta, o, field, what);
}`,
  indexedBy: `
function indexedBy(f«: LuaFunction», o«: Value», k«: Value»)«: Value» {
  if (--rt.fuel < 0) \`\${refuel}\`;
  const depth = enterC();
  const value = first(f(o, k));
  rt.cCalls = depth;
  return value;
}`,
  listed: `
function listed(value«: Value | null», o«: Value», k«: Value», what«?: string»)«: Value» {
  if (value === null) return indexKey(o, k, what);
  return value !== undefined || o?.meta?.ends ? value : runtime$index(o, k, what);
}`,
  index: `
function index(o«: Value», k«: Value», what«?: string»)«: Value» {
  if (typeof k === "number" && o !== undefined && o.arr !== undefined) {
    const hash = o.hash;
    if (hash === undefined) {
      if (o.meta.ends) return k >= 1 && k <= o.arr.length ? o.arr[k - 1] : undefined;
    } else if (k === 0 && hash.zero.length > 0) return hash.zero[0];
  }
  return runtime$index(o, k, what);
}`,
  indexKey: `
function indexKey(o«: Value», k«: Value», what«?: string»)«: Value» {
  if (typeof k === "string" && o instanceof LuaTable && o.meta.clear && k.length < 1024) {
    const field = rt.names.get(k);
    const value = field === undefined ? undefined : o[field];
    if (value !== undefined || o.meta.ends) return value;
  } else if (k === 0 && o !== undefined && o.arr !== undefined && o.hash !== undefined && o.hash.zero.length > 0) return o.hash.zero[0];
  return runtime$index(o, k, what);
}`,
  setindex: `
function setindex(o«: Value», k«: Value», v«: Value», what«?: string»)«: void» {
  if (typeof k === "number" && o !== undefined && o.arr !== undefined && o.meta.open) {
    const arr = o.arr, room = o.room;
    if (v === undefined) {
      if (k === arr.length && typeof room === "number" && (room & 1) === 1 && k <= room >> 1 && k > 0) {
        arr.pop();
        return;
      }
    } else if (k === arr.length + 1 && k > 1 && typeof room === "number") {
      arr.push(v);
      return;
    } else if (k === 0 && o.hash !== undefined && o.hash.zero.length > 0) {
      o.hash.zero[0] = v;
      return;
    } else if (k === 1 && arr.length === 0 && o.hash === undefined && o.meta.table === undefined && typeof room === "number") {
      const items = freshItems();
      items.push(v);
      o.arr = items;
      return;
    }
  }
  runtime$setindex(o, k, v, what);
}`,
  push: `
function push(t«: Value», v«: Value», what«?: string»)«: void» {
  if (t !== undefined && t.arr !== undefined && t.hash === undefined && t.meta.table === undefined && v !== undefined) {
    const arr = t.arr, room = t.room;
    if (typeof room === "number" && (room & 1) === 1) {
      if (arr.length > 0) arr.push(v);
      else {
        const items = freshItems();
        items.push(v);
        t.arr = items;
      }
      return;
    }
  }
  runtime$push(t, v, what);
}`,
  append: `
function append(t«: Value», n«: Value», v«: Value», what«?: string»)«: void» {
  if (t !== undefined && t.arr !== undefined && typeof t.room === "number" && t.meta.table === undefined && v !== undefined) {
    const arr = t.arr;
    if (arr.length === n && n > 0) {
      arr.push(v);
      return;
    }
  }
  runtime$append(t, n, v, what);
}`,
  len: `
function len(a«: Value», what«?: string»)«: Value» {
  if (typeof a === "string") return a.length;
  if (a !== undefined && a.arr !== undefined && a.meta.table === undefined) {
    const room = a.room;
    if (typeof room === "number" && (room & 1) === 1) return a.arr.length;
  }
  return runtime$len(a, what);
}`,
  textOf: `
function textOf(value«: string | number»)«: string» {
  if (typeof value === "string") return value;
  return (value | 0) === value && value !== 0 ? \`\${value}\` : runtime$textOf(value);
}`,
  // V8 divides small integers as such; places that go round need no division. JavaScript's remainder has the sign of `a`.
  mod2: `
function mod2(a«: number», b«: number»)«: number» {
  if (b > 0 && (a | 0) === a && (b | 0) === b) {
    if (a >= 0) return a < b ? a | 0 : (a | 0) % (b | 0) | 0;
    const next = (a | 0) + (b | 0);
    if (next >= 0) return next;
    const rest = (a | 0) % (b | 0) | 0;
    return rest < 0 ? rest + (b | 0) : rest;
  }
  return runtime$mod2(a, b);
}`,
};

/** Those of chunks that define `__index` functions: they call them themselves, and have the key as a further argument (index-functions.ts). */
const INDEXING_TEXTS: Readonly<Partial<Record<OwnFunction, string>>> = {
  fnMethod: `
function fnMethod(f«: Value», o«: Value», field«: \`$\${string}\`», what«?: string», key«?: string»)«: LuaFunction» {
  if (typeof f === "function") return f;
  const index = f === undefined && key !== undefined ? o?.meta?.indexFunction : undefined;
  return index === undefined ? runtime$fnMethod(f, o, field, what) : fn(indexedBy(index, o, key), "method " + key);
}`,
  absent: `
function absent(meta«: LuaTable["meta"] | undefined», o«: Value», field«: \`$\${string}\`», what«: string | undefined», key«: string»)«: Value» {
  if (meta?.ends) return undefined;
  const index = meta?.indexFunction;
  return index === undefined ? runtime$absent(meta, o, field, what) : indexedBy(index, o, key);
}`,
  missing: `
function missing(meta«: LuaTable["meta"] | undefined», o«: Value», field«: \`$\${string}\`», what«: string | undefined», key«: string»)«: Value» {
  if (meta?.ends) return undefined;
  const index = meta?.indexFunction;
  if (index !== undefined) return indexedBy(index, o, key);
  const above = meta?.index?.meta;
  return above?.ends || above?.index?.meta.ends ? undefined : runtime$missing(meta, o, field, what);
}`,
};

/** Those of chunks that define `__call`: objects that are called. */
const CALLING_TEXTS: Readonly<Partial<Record<OwnFunction, string>>> = {
  fn: `
function fn(f«: Value», what«?: string»)«: LuaFunction» {
  if (typeof f === "function") return f;
  const handler = f?.meta?.table?.$__call;
  if (typeof handler !== "function") return runtime$fn(f, what);
  return function fn(...values«: Value[]») { return handler(f, ...values); };
}`,
  fnField: `
function fnField(f«: Value», o«: Value», key«: string», what«?: string»)«: LuaFunction» {
  if (typeof f === "function") return f;
  return typeof f?.meta?.table?.$__call === "function" ? fn(f) : runtime$fnField(f, o, key, what);
}`,
};

/** Whether modules have copies of a function of the door. */
export function isOwnFunction(name: DoorValue): name is OwnFunction {
  return Object.hasOwn(TEXTS, name);
}

/** What the text of a function uses of the door. */
interface Door extends Pick<Imports, "useType"> {
  /** The runtime's value, though the module may have a copy. */
  useRuntime(name: DoorValue): string;
}

/** A copy in both languages, and what it uses of the door. */
interface Copy {
  readonly typescript: string;
  readonly javascript: string;
  readonly types: readonly DoorType[];
  readonly values: readonly DoorValue[];
}

function copyOf(text: string): Copy {
  const typed = /«([^»]*)»/g;
  const javascript = text.trim().replace(typed, "");
  const words = [...new Set(javascript.match(/[A-Za-z0-9$]+/g))];
  const typeWords = [...new Set((text.match(typed) ?? []).flatMap((part) => part.match(/[A-Za-z]+/g) ?? []))];
  return {
    typescript: text.trim().replace(typed, "$1"),
    javascript,
    types: typeWords.filter(isDoorType),
    // A function's own name is not the runtime's.
    values: words.map((word) => (Object.hasOwn(TEXTS, word) ? "" : word.replace(RUNTIME, ""))).filter(isDoorValue),
  };
}

type Copies = ReadonlyMap<string, () => Copy>;

function copiesOf(texts: Readonly<Partial<Record<OwnFunction, string>>>): Copies {
  return new Map(Object.entries(texts).map(([name, text]) => [name, once(() => copyOf(text))]));
}

const COPIES = copiesOf(TEXTS);
const INDEXING_COPIES = copiesOf(INDEXING_TEXTS);
const CALLING_COPIES = copiesOf(CALLING_TEXTS);

/** What the chunk of a module defines, as far as copies differ. */
export interface Defined {
  /** `__index` functions. */
  readonly indexing: boolean;
  /** `__call`. */
  readonly calling: boolean;
}

/** Adds a module's copy. */
export function addOwnFunction(
  lines: Lines,
  name: OwnFunction,
  types: boolean,
  door: Door,
  { indexing, calling }: Defined,
): void {
  const special = (indexing ? INDEXING_COPIES.get(name) : undefined) ?? (calling ? CALLING_COPIES.get(name) : undefined);
  const copy = (special ?? COPIES.get(name))?.();
  if (copy === undefined) throw new Error(`no copy of ${name}`);
  if (types) for (const type of copy.types) door.useType(type);
  for (const value of copy.values) door.useRuntime(value);
  lines.add(types ? copy.typescript : copy.javascript);
}

/** How a value of the door is imported: `fn as runtime$fn`, or with a colon where the door is taken apart. */
export function imported(name: DoorValue, copied: boolean, separator: " as " | ": "): string {
  return copied ? `${name}${separator}${RUNTIME}${name}` : name;
}
