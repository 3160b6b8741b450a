/** Which calls of `setmetatable` make an object in place: see new-objects.ts. */
import type { CallExpression, Expression, TableConstructor } from "../ast.ts";
import { constructorForm } from "./constructor-form.ts";
import type { Module } from "./module.ts";

/** A call that makes an object: its table and its metatable, which is a variable. */
export interface NewObject {
  readonly table: TableConstructor;
  readonly metatable: Expression;
}

export function newObject(module: Module, call: CallExpression): NewObject | undefined {
  if (module.stepping) return undefined;
  const [table, metatable] = call.arguments;
  if (module.suspension.path(call.callee) !== "setmetatable" || call.arguments.length !== 2) return undefined;
  if (table?.kind !== "Table" || constructorForm(module, table) === "general") return undefined;
  return metatable?.kind === "LocalName" || metatable?.kind === "GlobalName" ? { table, metatable } : undefined;
}
