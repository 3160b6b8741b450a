/** A piece of emitted expression text with what is known of it. */

/** What the value is known to be; `value` is any Lua value. */
export type CodeType = "value" | "number" | "string" | "boolean" | "nil" | "table" | "function";

/** What a temporary holds: a Lua value, a call's `Result`, a JavaScript number or boolean, a table iterator, a function to call, a table. */
export type TempKind = "value" | "call" | "number" | "flag" | "each" | "fn" | "table" | "walker" | "values" | "text";

export const TEMP_TYPES: Readonly<Record<TempKind, string>> = {
  value: "Value",
  call: "Result",
  number: "number",
  text: "string",
  flag: "boolean",
  each: "TableIterator",
  walker: "TableIterator | undefined",
  values: "readonly Value[]",
  fn: "LuaFunction",
  table: "LuaTable",
};

/** The temporary that holds a value of this type. */
export const SAVED_AS: Readonly<Record<CodeType, TempKind>> = {
  value: "value",
  number: "number",
  string: "text",
  boolean: "flag",
  table: "table",
  function: "value",
  nil: "value",
};

/** A temporary that the text refers to: its name here, and the slot it has in the resumed form. */
export interface Temp {
  readonly kind: TempKind;
  readonly text: string;
  readonly slot: string;
}

/** A condition that tells, without making a text, whether it is this literal, whose length is given; undefined where there is no shorter way. */
export type EqualsLiteral = (literal: string, length: number) => string | undefined;

export interface Code {
  readonly text: string;
  readonly type: CodeType;
  /** A literal or a variable: may be written several times, costs and changes nothing. */
  readonly simple: boolean;
  /** TypeScript has a narrower type for the text: not `Value`, or one of some literals. */
  readonly narrow?: boolean;
  /** Not changed by anything that is evaluated later in the statement. */
  readonly stable: boolean;
  /** Binds tightly: needs no parentheses as an operand. */
  readonly atom: boolean;
  readonly temps: readonly Temp[];
  /**
   * The least number that this is expected to be, where the text tells something of it. It only decides whether an array is looked into at
   * once: an expectation that fails costs time.
   */
  readonly least?: number;
  /** Of a sum: a variable and a whole number. The sum is a number if the variable is one. */
  readonly sum?: Sum;
  /** A variable that holds the value if that is a table, and an empty table otherwise. */
  readonly list?: string;
  /** With `list`: it is none of those that rows kept by the loop lie in. */
  readonly apart?: boolean;
  /** Any number of values, to be spread: an array that others have too (`...varargs$`), or one made for them alone (`...results(call$1)`). */
  readonly many?: "shared" | "new";
  /** Of `...results(call$1)`: the call's variable, which is not null if the call gave exactly one value. */
  readonly spreads?: string;
  /** Of a text that a library function makes. */
  readonly equals?: EqualsLiteral | undefined;
}

/** `base + added`, where the base does not change in the statement. */
export interface Sum {
  readonly base: string;
  readonly added: number;
}

const NO_TEMPS: readonly Temp[] = [];

/** A constant of JavaScript's, as text; a negative number needs parentheses as an operand. */
export function literal(text: string, type: CodeType): Code {
  return { text, type, simple: true, stable: true, atom: !text.startsWith("-"), temps: NO_TEMPS };
}

/** `...` as arguments. */
export const ALL_VARARGS: Code = { ...literal("...varargs$", "value"), many: "shared" };

/** A JavaScript variable by its name. `stable`: nothing that is evaluated later in the statement changes it. */
export function variable(text: string, stable: boolean, type: CodeType = "value"): Code {
  return { text, type, simple: true, stable, atom: true, temps: NO_TEMPS };
}

/** The value of a temporary. */
export function held(temp: Temp, type: CodeType = "value"): Code {
  return { text: temp.text, type, simple: true, stable: true, atom: true, temps: [temp] };
}

/** A call or a member access: evaluated once, where it stands. */
export function callText(text: string, parts: readonly Code[], type: CodeType = "value"): Code {
  return { text, type, simple: false, stable: false, atom: true, temps: tempsOf(parts) };
}

/** An operator expression. */
export function operation(text: string, parts: readonly Code[], type: CodeType = "value"): Code {
  return { text, type, simple: false, stable: false, atom: false, temps: tempsOf(parts) };
}

/** True for the literal of a number or a string, to which TypeScript gives a type of its own. */
export function isLiteral({ text, type }: Code): boolean {
  return (type === "number" && /^-?[\d.]/.test(text)) || (type === "string" && /^"(?:[^"\\]|\\.)*"$/.test(text));
}

/** The value of one of several expressions, of which TypeScript takes the whole for any Lua value only if it does so for one of them. */
export function oneOf(text: string, values: readonly Code[], parts: readonly Code[]): Code {
  const [first] = values;
  const type = first !== undefined && values.every((value) => value.type === first.type) ? first.type : "value";
  const narrow = values.every((value) => value.narrow === true || (type === "value" ? value.type !== "value" : isLiteral(value)));
  return { ...operation(text, parts, type), ...(narrow ? { narrow } : {}) };
}

/** The text as an operand of a tighter operator. */
export function operand(code: Code): string {
  return code.atom ? code.text : `(${code.text})`;
}

function tempsOf(parts: readonly Code[]): readonly Temp[] {
  let temps: Temp[] | undefined;
  for (let i = 0; i < parts.length; i++) {
    const own = (parts[i] as Code).temps; // i is in range
    if (own.length === 0) continue;
    temps ??= [];
    temps.push(...own);
  }
  return temps ?? NO_TEMPS;
}

/** The code with what is expected of it as a number. */
export function expecting(code: Code, least: number | undefined): Code {
  return least === undefined ? code : { ...code, least };
}

/** `typeof a === "number"`. */
export function numeric({ text }: Code): string {
  return `typeof ${text} === "number"`;
}

/** What tells that the key is a number. */
export function numericKey(key: Code): readonly string[] {
  if (key.type === "number") return [];
  return [key.sum === undefined ? numeric(key) : `typeof ${key.sum.base} === "number"`];
}

/** The code of a sum. Where 0 is expected as a key, another list than the array part is asked for it, too. */
export function summed(code: Code, sum: Sum | undefined): Code {
  return sum === undefined || code.least === 0 ? code : { ...code, sum };
}

/**
 * What a numeric key must fulfil before the array part is looked at: JavaScript takes −1 for the name of a property, and is slow from then on.
 * Undefined for a literal that is no place there. A check in each iteration of a loop keeps V8 from taking out of the loop what does not change.
 */
export function positive(key: Code): readonly string[] | undefined {
  if (key.least !== undefined && key.least >= 1) return [];
  if (key.sum !== undefined) return [`${key.sum.base} >= ${1 - key.sum.added}`];
  if (!/^-?[\d.]+$/.test(key.text)) return [`${key.text} > 0`];
  return Number(key.text) > 0 ? [] : undefined;
}

/**
 * Where the item with this key lies in the array part. Of a sum the place is found without the key, as V8 does not join the two additions, but looks at
 * each whether it leaves the small integers. Where that is a place, rounding the key gives the one after it.
 */
export function position(key: Code): string {
  if (key.sum !== undefined) {
    const { base, added } = key.sum;
    return added === 1 ? base : added > 1 ? `${base} + ${added - 1}` : `${base} - ${1 - added}`;
  }
  return /^\d+$/.test(key.text) ? String(Number(key.text) - 1) : `${key.text} - 1`;
}

/** Whether the array part is long enough to have an item with this key. */
export function withinItems(key: Code, items: string): string {
  return key.sum === undefined ? `${key.text} <= ${items}.length` : `${position(key)} < ${items}.length`;
}
