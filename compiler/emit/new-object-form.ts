/** Which calls of `setmetatable` make an object in place: see new-objects.ts. */
import type { CallExpression, Expression, LocalName, TableConstructor } from "../ast.ts";
import { constructorForm } from "./constructor-form.ts";
import type { Module } from "./module.ts";

/** A call that makes an object: its table, new or in a local, and its metatable, which is a variable or one of its own, `{__index = Class}`. */
export interface NewObject {
  readonly call: CallExpression;
  readonly table: TableConstructor | LocalName;
  readonly metatable: Expression;
  /** `Class`, in a metatable of its own. */
  readonly index: Expression | undefined;
}

/** Undefined for all other calls, and where `setmetatable` may be another function. */
export function newObject(module: Module, call: CallExpression): NewObject | undefined {
  if (module.stepping) return undefined;
  if (call.arguments.length !== 2 || module.suspension.path(call.callee) !== "setmetatable") return undefined;
  const { 0: table, 1: metatable } = call.arguments;
  if (metatable === undefined || (table?.kind !== "Table" && table?.kind !== "LocalName")) return undefined;
  if (table.kind === "Table" && constructorForm(module, table) === "general") return undefined;
  const index = metatable.kind === "Table" ? onlyIndex(metatable) : undefined;
  return isVariable(index ?? metatable) ? { call, table, metatable, index } : undefined;
}

/** The value of `__index`, where a constructor says nothing else. */
function onlyIndex({ fields: [field, ...others] }: TableConstructor): Expression | undefined {
  if (field?.kind !== "Field" || others.length > 0) return undefined;
  return field.key.kind === "String" && field.key.value === "__index" ? field.value : undefined;
}

function isVariable({ kind }: Expression): boolean {
  return kind === "LocalName" || kind === "GlobalName";
}
