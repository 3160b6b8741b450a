/** How a table constructor is emitted. */
import type { TableConstructor } from "../ast.ts";
import type { Module } from "./module.ts";

/**
 * - `empty`: `{}`
 * - `record`: only constant names, each once: a constructor for each list of names (table-shapes.ts)
 * - `list`: only items: an array literal
 * - `general`: everything else: field by field
 */
export type ConstructorForm = "empty" | "record" | "list" | "general";

/** More fields than this would make V8 keep the table as a dictionary. */
export const MAX_RECORD_FIELDS = 40;

/** How a table constructor is written. */
export function constructorForm(module: Module, table: TableConstructor): ConstructorForm {
  if (table.fields.length === 0) return "empty";
  if (table.fields.every((field) => field.kind === "Item")) return "list";
  if (table.fields.length > MAX_RECORD_FIELDS) return "general";
  const names = new Set<string>();
  for (const field of table.fields) {
    if (field.kind === "Item" || field.key.kind !== "String" || !isRecordName(module, field.key.value)) return "general";
    names.add(field.key.value);
  }
  return names.size === table.fields.length ? "record" : "general";
}

/** True for a name that is stored inline. Events such as `__index` have to be noticed by the runtime. */
export function isRecordName(module: Module, name: string): boolean {
  return !name.startsWith("__") && module.field(name) !== undefined;
}
