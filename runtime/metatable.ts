/**
 * Metatables of all kinds of values. Tables and userdata have their own; the other types share one per type and instance
 * (Lua 5.1 manual §2.8).
 */
import { rt } from "./machine.ts";
import { LuaTable } from "./table.ts";
import { LuaThread, LuaUserdata, type Value } from "./value.ts";

/** The metatable of a value, undefined if it has none. */
export function metatableOf(value: Value): LuaTable | undefined {
  switch (typeof value) {
    case "string":
      return rt.realm.stringMetatable;
    case "object":
      if (value instanceof LuaTable) return value.meta.table;
      if (value instanceof LuaUserdata) return value.metatable;
      return rt.realm.typeMetatables.get("thread");
    case "undefined":
      return rt.realm.typeMetatables.get("nil");
    case "boolean":
      return rt.realm.typeMetatables.get("boolean");
    case "number":
      return rt.realm.typeMetatables.get("number");
    default:
      return rt.realm.typeMetatables.get("function");
  }
}

/** The type's name as `type` gives it. */
export function typeOf(value: Value): string {
  switch (typeof value) {
    case "undefined":
      return "nil";
    case "object":
      return value instanceof LuaTable ? "table" : value instanceof LuaThread ? "thread" : "userdata";
    default:
      return typeof value;
  }
}
