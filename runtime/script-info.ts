/**
 * What the runtime knows of a loaded chunk beyond its code: names and lines, for error positions, tracebacks and `debug.getinfo`.
 * The compiler makes the `ScriptInfo`, plain data; it is looked at only when an error or the debug library asks.
 */

import { countWhile } from "./count-while.ts";
import type { Dialect } from "./dialect.ts";

/** One function of a chunk, the main chunk included. */
export interface FunctionInfo {
  /** The name it is defined with (`a.b:c`), where it has one. */
  readonly name: string | undefined;
  /** First and last line of the definition; 0 for the main chunk. */
  readonly lineDefined: number;
  readonly lastLineDefined: number;
  readonly main: boolean;
  readonly parameters?: number;
  readonly vararg?: boolean;
  readonly upvalues?: readonly string[];
  /** Uses globals, or functions inside it do: in 5.2 `_ENV` is one more upvalue. */
  readonly environment?: boolean;
  /** Where its definition stands in the Lua text; for `string.dump`. */
  readonly span?: readonly [start: number, end: number];
  /** Defined with a colon: `self` is its first parameter. */
  readonly method?: boolean;
}

/** The texts of a script, kept where the function behind a value may be asked for (`string.dump`, `debug.getinfo`). */
export interface ScriptTexts {
  /** The Lua text. */
  readonly text?: string | undefined;
  /** What runs, if its functions bear no mark. */
  readonly javascript?: string | undefined;
}

const MARKED = /^(?:function |\*)\/\*([^*]*)\*\//;

/** Which script a function is of, by the comment that the compiler puts in front of its name (`EmitOptions.mark`): from the function's text. */
export function markedUrl(text: string): string | undefined {
  return MARKED.exec(text)?.[1];
}

/** What is called by a tail call begins so among the callees. */
export const TAIL_CALL = "tail ";

/**
 * What the names of functions of a module begin with that are no functions of Lua's (compiler/emit/inherited-names.ts): no name of Lua's begins so,
 * while one may be `operator`, whose resumed form is `operator$resumed`.
 */
export const OWN_FRAME = "$";

/** What the names of a module's own operators begin with (`$operator$add`): they stand for the runtime's functions. */
export const OPERATOR_FRAME = "$operator$";

/** Functions of the door that a module has copies of (compiler/emit/own-functions.ts): no functions of Lua's. */
export const OWN_FUNCTIONS = [
  "fn",
  "fnField",
  "fnMethod",
  "called",
  "first",
  "suspended",
  "absent",
  "missing",
  "indexedBy",
  "listed",
  "index",
  "indexKey",
  "setindex",
  "push",
  "append",
  "len",
  "textOf",
  "mod2",
] as const;

export type OwnFunction = (typeof OWN_FUNCTIONS)[number];

/** The JavaScript name of what starts generators in code for debuggers (stepping.ts): no function of Lua's. */
export const STARTING = "start$";

/** Where a function may be suspended. */
export interface SuspensionPlace {
  /** Its number: `Script.at` + this is a place of the process. */
  readonly place: number;
  readonly line: number;
  /** The JavaScript name of the function. */
  readonly inside: string;
  /** What is called there (`global f`, `operator add`); "" where that has no name. */
  readonly called: string;
}

export interface ScriptInfo {
  /** The chunk's name as it was given: `@smtpsvr.lua`, `=stdin`, or the text. */
  readonly source: string;
  /** The highest number of a line or a place of it. */
  readonly lastPlace: number;
  /** Flat: JavaScript line (from 1), column (from 0), Lua line; sorted. */
  readonly lineTable: readonly number[] | Int32Array;
  /** Functions by the name of their JavaScript function. */
  readonly functions: Readonly<Record<string, FunctionInfo>>;
  /** Flat: JavaScript line, column, what is called there (`global f`, `method send`, `tail local g`). */
  readonly callees?: readonly (number | string)[];
  readonly places?: readonly SuspensionPlace[];
}

/** Numbers that one script takes of the process's places. */
const MAX_PLACES = 1 << 20;

/** A registered script. */
export class Script {
  readonly info: ScriptInfo;
  /** The name as messages show it: `smtpsvr.lua`, `[string "x = 1"]`. */
  readonly shortSource: string;
  /** Its line L is place `at` + L of the process. */
  readonly at: number;
  readonly end: number;
  readonly text: string | undefined;
  readonly javascript: string | undefined;
  #places: ReadonlyMap<number, SuspensionPlace> | undefined = undefined;

  constructor(info: ScriptInfo, at: number, dialect: Dialect, texts: ScriptTexts | undefined) {
    this.text = texts?.text;
    this.javascript = texts?.javascript;
    this.info = info;
    this.shortSource = shortSource(info.source, dialect);
    this.at = at;
    this.end = at + Math.min(info.lastPlace, MAX_PLACES) + 1;
  }

  /** About what it keeps: characters of its texts, and as many as its tables take the room of. */
  get characters(): number {
    const { lineTable, callees = [], places = [] } = this.info;
    const ofTables = 8 * (lineTable.length + callees.length + 4 * places.length);
    return (this.text?.length ?? 0) + (this.javascript?.length ?? 0) + ofTables;
  }

  /** The Lua line of a JavaScript position (line from 1, column from 0); 0 before the first segment. */
  lineAt(line: number, column: number): number {
    const { lineTable } = this.info;
    const reached = countWhile(lineTable.length / 3, (i) => {
      const from = lineTable[i * 3] ?? 0;
      return from < line || (from === line && (lineTable[i * 3 + 1] ?? 0) <= column);
    });
    return reached === 0 ? 0 : (lineTable[reached * 3 - 1] ?? 0);
  }

  /** What stands at a place of the process. */
  placeAt(number: number): SuspensionPlace | undefined {
    this.#places ??= new Map(this.info.places?.map((place) => [place.place, place]));
    return this.#places.get(number - this.at);
  }

  /** The function with this JavaScript name; `f$resumed` is a resumed form of `f`. */
  functionNamed(name: string): FunctionInfo | undefined {
    const { functions } = this.info;
    if (Object.hasOwn(functions, name)) return functions[name];
    const plain = name.endsWith("$resumed") ? name.slice(0, -"$resumed".length) : name;
    return Object.hasOwn(functions, plain) ? functions[plain] : undefined;
  }

  /** The innermost function around a Lua line. */
  functionAround(line: number): FunctionInfo | undefined {
    let found: FunctionInfo | undefined;
    for (const candidate of Object.values(this.info.functions)) {
      if (candidate.main) found ??= candidate;
      else if (candidate.lineDefined <= line && line <= candidate.lastLineDefined) {
        if (found === undefined || found.main || candidate.lineDefined >= found.lineDefined) found = candidate;
      }
    }
    return found;
  }

  /** What the call at a JavaScript position calls: the last one noted at or before it on its line. */
  calleeAt(line: number, column: number): string | undefined {
    const { callees } = this.info;
    if (callees === undefined) return undefined;
    let nearest: string | undefined;
    for (let i = 0; i + 2 < callees.length; i += 3) {
      const name = callees[i + 2];
      if (callees[i] === line && Number(callees[i + 1]) <= column && typeof name === "string") nearest = name;
    }
    return nearest;
  }
}

/** Room for a shown chunk name, its end mark included (LUA_IDSIZE). */
const ID_SIZE = 60;
/** The same in the syntax errors of 5.0 and 5.1 (MAXSRC of llex.c). */
const SYNTAX_SIZE_OLD = 80;

/** The chunk name as messages show it (`luaO_chunkid` of 5.1 and of 5.2, which differ where names are cut). */
export function shortSource(source: string, dialect: Dialect, inSyntaxErrors = false): string {
  const since52 = dialect === "5.2" || dialect === "vpop3";
  const size = inSyntaxErrors && !since52 ? SYNTAX_SIZE_OLD : ID_SIZE;
  const text = source.slice(1);
  switch (source.charAt(0)) {
    case "=":
      return text.slice(0, size - 1);
    case "@": {
      const whole = since52 ? size - 1 : size - 8;
      const cut = since52 ? size - 4 : size - 8;
      return text.length <= whole ? text : `...${text.slice(text.length - cut)}`;
    }
    default: {
      const lineEnd = source.search(dialect === "5.1" ? /[\r\n]/ : /\n/);
      const line = lineEnd < 0 ? source : source.slice(0, lineEnd);
      const room = since52 ? size - 15 : size - 17;
      if (lineEnd < 0 && (since52 ? line.length < room : line.length <= room)) return `[string "${line}"]`;
      return `[string "${line.slice(0, room)}..."]`;
    }
  }
}
