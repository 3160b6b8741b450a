import type { Expression } from "../../ast.ts";

/** `table.field` for a field of a global, also if written `table["field"]`. */
export function qualifiedName(e: Expression): string | undefined {
  if (e.kind !== "Index" || e.object.kind !== "GlobalName" || e.index.kind !== "String") return undefined;
  return `${e.object.name}.${e.index.value}`;
}
