/**
 * Locals that a loop carries from turn to turn and that are numbers there, as far as the text shows: all that the loop assigns to them is computed.
 * Metamethods may still make other values of them.
 */
import type { Block, Expression, LocalVariable } from "../ast.ts";
import { ARITHMETIC } from "./operator-kinds.ts";
import type { StaticTypes } from "./static-types.ts";
import type { Suspension } from "./suspension.ts";
import { walkBlock } from "./walk.ts";

/** The locals declared outside of a loop whose values in it come from arithmetic, the mathematical library and each other. */
export function carriedNumbers(body: Block, suspension: Suspension, types: StaticTypes): ReadonlySet<LocalVariable> {
  const assigned = new Map<LocalVariable, (Expression | undefined)[]>();
  const inside = new Set<LocalVariable>();
  walkBlock(body, {
    statement(statement) {
      if (statement.kind === "Local") for (const local of statement.variables) inside.add(local);
      if (statement.kind !== "Assignment") return;
      statement.targets.forEach((target, i) => {
        if (target.kind !== "LocalName") return;
        const values = assigned.get(target.variable);
        if (values === undefined) assigned.set(target.variable, [statement.values[i]]);
        else values.push(statement.values[i]);
      });
    },
  });
  const carried = new Set<LocalVariable>();
  for (const local of assigned.keys()) if (!inside.has(local)) carried.add(local);
  const isComputed = (value: Expression | undefined): boolean => {
    switch (value?.kind) {
      case "Number":
        return true;
      case "Binary":
        return ARITHMETIC.has(value.operator);
      case "Unary":
        return value.operator === "-";
      case "Parenthesised":
        return isComputed(value.expression);
      case "LocalName":
        return carried.has(value.variable) || types.of(value.variable) === "number";
      case "Call":
        return suspension.path(value.callee)?.startsWith("math.") === true;
      default:
        return false;
    }
  };
  // A local that is no number makes none of those that it is assigned to.
  for (let before = -1; before !== carried.size; ) {
    before = carried.size;
    for (const local of carried) if (assigned.get(local)?.every(isComputed) !== true) carried.delete(local);
  }
  return carried;
}
