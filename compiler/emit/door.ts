/**
 * The names of the runtime's door, as text. A module imports those it needs; a Lua local of the same name is renamed.
 * What each does is documented where `runtime/door.ts` takes it from.
 */
import type { Door } from "../../runtime/index.ts";

export const DOOR_VALUES = [
  "rt",
  "at",
  "none",
  "pair",
  "triple",
  "several",
  "first",
  "second",
  "third",
  "nth",
  "results",
  "suspended",
  "capture",
  "acrossLoop",
  "defer",
  "untail",
  "fn",
  "fnField",
  "fnMethod",
  "called",
  "refuel",
  "pay",
  "nothing",
  "noHash",
  "noList",
  "asList",
  "kept",
  "index",
  "indexKey",
  "absent",
  "missing",
  "indexedBy",
  "enterC",
  "listed",
  "setindex",
  "append",
  "grow",
  "push",
  "setfield",
  "rawset",
  "add",
  "sub",
  "mul",
  "div",
  "mod",
  "mod2",
  "pow",
  "pow2",
  "unm",
  "concat",
  "joined",
  "isText",
  "textOf",
  "same",
  "eq",
  "lt",
  "le",
  "len",
  "truthy",
  "typeOf",
  "stringToNumber",
  "forNumber",
  "freshItems",
  "iterate",
  "walk",
  "walkResult",
  "Box",
  "LuaTable",
  "PLAIN",
  "NO_ITEMS",
  "NO_ROOM",
  "tableMaker",
  "fill",
  "fields",
  "intrinsics",
  "unpackedItems",
  "inPlace",
  "directive",
  "patternSite",
  "bindEnvironment",
  "addR",
  "subR",
  "mulR",
  "divR",
  "modR",
  "powR",
  "unmR",
  "concatR",
  "lenR",
  "indexR",
  "setindexR",
  "setfieldR",
  "eqR",
  "ltR",
  "leR",
  "runningEnvironments",
  "stepped",
  "answered",
  "tableOf",
  "debugClosure",
  "debugEntered",
  "debugStep",
  "debugAt",
  "debugBack",
  "debugCall",
  "debugLocal",
  "debugFrame",
  "debugHeld",
  "debugHolds",
  "debugReleased",
  "debugTail",
  "debugDirect",
] as const satisfies readonly (keyof Door)[];

export type DoorValue = (typeof DOOR_VALUES)[number];

/** Classes are values too. */
export const DOOR_TYPES = ["Value", "Result", "LuaFunction", "Environment", "TableIterator", "Frame", "Box", "LuaTable"] as const;

export type DoorType = (typeof DOOR_TYPES)[number];

const VALUES: ReadonlySet<string> = new Set(DOOR_VALUES);
const TYPES: ReadonlySet<string> = new Set(DOOR_TYPES);

/** True if emitted code may import the word as a value. */
export function isDoorValue(word: string): word is DoorValue {
  return VALUES.has(word);
}

/** True if emitted TypeScript may import the word as a type. */
export function isDoorType(word: string): word is DoorType {
  return TYPES.has(word);
}

/** What notes which parts of the door a text uses, and gives it the names they have there. */
export interface Imports {
  use(name: DoorValue): string;
  useType(name: DoorType): string;
}
