/**
 * Locals that closures see change need a box where one of the functions that use them is emitted in two forms, or blocks with labels are
 * taken apart: then several JavaScript functions must share the variable. Everywhere else a variable that JavaScript's own closures share is
 * enough, and cheaper by an object for each.
 */
import type { Chunk, FunctionBody, LocalVariable } from "../ast.ts";
import type { Suspension } from "./suspension.ts";
import { walkBlock } from "./walk.ts";

/** The captured locals of a chunk that need a box if they are assigned. */
export function boxedLocals(chunk: Chunk, suspension: Pick<Suspension, "resumable">): ReadonlySet<LocalVariable> {
  const boxed = new Set<LocalVariable>();
  const visit = (body: FunctionBody): readonly LocalVariable[] => {
    let apart = suspension.resumable(body);
    const inner: LocalVariable[] = [];
    walkBlock(body.body, {
      statement(statement) {
        if (statement.kind === "Label" && statement.label.uses > 0) apart = true;
      },
      expression(expression) {
        if (expression.kind === "Function") inner.push(...visit(expression.function));
      },
    });
    if (apart) for (const local of [...inner, ...body.info.upvalues]) boxed.add(local);
    return body.info.upvalues;
  };
  visit(chunk.body);
  return boxed;
}
