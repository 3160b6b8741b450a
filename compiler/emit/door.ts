/**
 * The names of the runtime's door that emitted code uses. A module imports those it needs; a Lua local of the same name is renamed.
 * What each does is documented where `runtime/index.ts` takes it from.
 */

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
  "defer",
  "untail",
  "fn",
  "fnField",
  "fnMethod",
  "refuel",
  "pay",
  "ahead",
  "nothing",
  "noItems",
  "index",
  "setindex",
  "append",
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
  "eq",
  "lt",
  "le",
  "len",
  "truthy",
  "forNumber",
  "iterate",
  "walk",
  "walkResult",
  "Box",
  "LuaTable",
  "fill",
  "fields",
  "intrinsics",
  "bindEnvironment",
  "enterEnvironment",
] as const;

export type DoorValue = (typeof DOOR_VALUES)[number];

export const DOOR_TYPES = ["Value", "Result", "LuaFunction", "Environment", "TableIterator", "Frame"] as const;

export type DoorType = (typeof DOOR_TYPES)[number];
