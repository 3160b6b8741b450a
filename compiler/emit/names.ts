/**
 * Names in the emitted module. A Lua name is kept wherever it can be; it never contains `$`, so every name made here that does cannot collide:
 *
 * - `$print`: the cell of the global `print`, `$print$cell` where a function with loops keeps it; `t.$subject`: the field `subject`
 * - `new$`: a Lua name that JavaScript or the door reserves; `x$$2`: a second `x` where both are in reach
 * - `value$1`, `call$2`: temporaries; `check$resumed`, `check$make`: the other forms of the function `check`
 * - `$method$area`, `$field$init`: what looks for a method further up (inherited-names.ts)
 */
import type { FunctionBody, LocalVariable } from "../ast.ts";
import { DOOR_TYPES, DOOR_VALUES } from "./door.ts";

const RESERVED: ReadonlySet<string> = new Set([
  "__proto__", // as a property it would be an object's prototype
  ...(
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function " +
    "if implements import in instanceof interface let new null package private protected public return static super switch this throw true try " +
    "typeof var void while with yield undefined NaN Infinity chunk env async of main started declare global"
  ).split(" "),
  ...DOOR_VALUES,
  ...DOOR_TYPES,
]);

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** True if a string key can stand behind a dot, as `$key`. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** A JavaScript name for a Lua name, free of reserved words. */
export function safeName(name: string): string {
  return RESERVED.has(name) ? `${name}$` : name;
}

/** Longer names are cut: variables are named at each suspension point, so the text would grow with the square of such a name. */
const MAX_LENGTH = 80;

/** Hands out names within one scope. */
export class NameSet {
  readonly #taken: Set<string>;
  /** The first number that may be free for a name: none is ever given back. */
  readonly #next = new Map<string, number>();
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }
  /** Takes a name that is given elsewhere; `take` will not hand it out. */
  reserve(name: string): void {
    this.#taken.add(name);
  }
  /** True for names reserved or taken; reserved words of JavaScript are not among them. */
  has(name: string): boolean {
    return this.#taken.has(name);
  }
  /** The name itself if it is free, otherwise with `$$2`, `$$3` … */
  take(wanted: string): string {
    const name = safeName(wanted.slice(0, MAX_LENGTH));
    if (!this.#taken.has(name)) {
      this.#taken.add(name);
      return name;
    }
    let n = this.#next.get(name) ?? 2;
    while (this.#taken.has(`${name}$$${n}`)) n++;
    this.#next.set(name, n + 1);
    const free = `${name}$$${n}`;
    this.#taken.add(free);
    return free;
  }
}

/** What a function is called in JavaScript: its Lua name with dots as underscores, or where it stands. */
export function functionName(body: FunctionBody, hint: string | undefined): string {
  const name = body.info.name ?? hint;
  const word = name?.replace(/[^A-Za-z0-9_]+/g, "_");
  return word !== undefined && isIdentifier(word) ? word : `function_${body.info.lineDefined}`;
}

/** `local x`, `upvalue x`: how an error message calls the variable in a function. */
export function variableName(variable: LocalVariable, user: FunctionBody): string {
  // The environment of a chunk is an upvalue of its main function, too.
  if (variable.kind === "env") return "upvalue _ENV";
  return `${variable.owner === user.info ? "local" : "upvalue"} ${variable.name}`;
}
