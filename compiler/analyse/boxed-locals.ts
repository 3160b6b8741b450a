/**
 * Locals that closures see change need a box where one of the functions that use them is emitted in two forms, or blocks with labels are
 * taken apart: then several JavaScript functions must share the variable. Everywhere else a variable that JavaScript's own closures share is
 * enough, and cheaper by an object for each.
 */
import type { Chunk, FunctionBody, LocalVariable, Statement } from "../ast.ts";
import type { Contents } from "./contents.ts";
import type { Suspension } from "./suspension.ts";

/** The captured locals of a chunk that need a box if they are assigned. */
export function boxedLocals(
  chunk: Chunk,
  contents: Contents,
  suspension: Pick<Suspension, "resumable">,
): ReadonlySet<LocalVariable> {
  const boxed = new Set<LocalVariable>();
  const visit = (body: FunctionBody): readonly LocalVariable[] => {
    const { statements, functions } = contents.of(body);
    const inner = functions.flatMap((expression) => visit(expression.function));
    const isUsedLabel = (statement: Statement): boolean => statement.kind === "Label" && statement.label.uses > 0;
    if (suspension.resumable(body) || statements.some(isUsedLabel))
      for (const local of [...inner, ...body.info.upvalues]) boxed.add(local);
    return body.info.upvalues;
  };
  visit(chunk.body);
  return boxed;
}
