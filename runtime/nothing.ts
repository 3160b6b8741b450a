/**
 * What emitted code reads from where there is no table: `(t ?? nothing).$name ?? index(t, "name")`. Reading the field of an empty
 * table instead of writing `t?.$name` keeps undefined and numbers apart in V8's eyes, so that a number read from a field need not be boxed.
 */
import { LuaTable } from "./table.ts";
import type { Value } from "./value.ts";

/** A table without fields. Nobody writes to it. */
export const nothing: LuaTable = new LuaTable();

/** An array without items. */
export const noItems: readonly Value[] = [];
