/**
 * Functions that use `...` only to make a list of it, and only once: `local args = {...}`. That list takes the values over; others are copies.
 */
import type { FunctionBody, TableConstructor } from "../ast.ts";
import type { FunctionContents } from "./contents.ts";
import { blocksOf, type Visitor, walkBlock, walkExpression } from "./walk.ts";

/** True for `{...}`. */
export function listsVarargs({ fields }: TableConstructor): boolean {
  const [only] = fields;
  return fields.length === 1 && only?.kind === "Item" && only.value.kind === "Vararg";
}

/** True if the function uses `...` once only, in `{...}` outside of loops: the list may keep the array of the arguments. */
export function handsVarargsOver(body: FunctionBody, { tables, statements }: FunctionContents): boolean {
  if (!body.info.usesVararg || !tables.some(listsVarargs)) return false;
  let uses = 0;
  const visitor: Visitor = {
    done: () => uses > 1,
    expression({ kind }) {
      if (kind === "Vararg") uses++;
    },
  };
  walkBlock(body.body, visitor);
  if (uses > 1) return false;
  uses = 0;
  for (const statement of statements) {
    switch (statement.kind) {
      case "Label":
        return false;
      case "While":
      case "Repeat":
        walkExpression(statement.condition, visitor);
        break;
      case "NumericFor":
      case "GenericFor":
        break;
      default:
        continue;
    }
    for (const block of blocksOf(statement)) walkBlock(block, visitor);
  }
  return uses === 0;
}
