/**
 * 5.0: a loop has one variable for all its passes, so closures made in different passes share it (Lua 5.0 manual §2.4.5). Where closures use
 * the variable, the loop is rewritten:
 *
 *     for i = 1, 3 do fs[i] = function() return i end end
 *     do local i; for i' = 1, 3 do i = i'; fs[i] = function() return i end end end
 *
 * Where the script assigns to the variable of a numeric loop, `i' = i` ends the body: the loop counts on from there (loops.ts).
 */
import type {
  AssignmentStatement,
  Block,
  Chunk,
  GenericForStatement,
  LocalName,
  LocalVariable,
  NumericForStatement,
} from "../ast.ts";
import { type Node, rewritten } from "./rewritten.ts";

/** The chunk with the loops rewritten whose variables closures use. */
export function withSharedLoopVariables(chunk: Chunk): Chunk {
  return { ...chunk, body: rewritten(chunk.body, shared) };
}

function shared(statement: Node): Node {
  if (statement.kind !== "NumericFor" && statement.kind !== "GenericFor") return statement;
  const variables = statement.kind === "NumericFor" ? [statement.variable] : statement.variables;
  if (!variables.some((variable) => variable.captured)) return statement;
  const { start, end, line } = statement;
  const carries = statement.kind === "NumericFor" && statement.variable.assigned;
  const hidden = variables.map(
    (variable): LocalVariable => ({ ...variable, captured: false, assigned: carries, reads: 1, shadows: undefined }),
  );
  for (const variable of variables) variable.assigned = true;
  const named = (variable: LocalVariable): LocalName => ({ kind: "LocalName", start, end, line, variable });
  const assign = (targets: readonly LocalVariable[], values: readonly LocalVariable[]): AssignmentStatement => {
    return { kind: "Assignment", start, end, line, targets: targets.map(named), values: values.map(named) };
  };
  const { statements } = statement.body;
  const last = statements.at(-1)?.kind;
  const carried = carries && last !== "Return" && last !== "Break" ? [assign(hidden, variables)] : [];
  const body: Block = { ...statement.body, statements: [assign(variables, hidden), ...statements, ...carried] };
  const loop: NumericForStatement | GenericForStatement =
    statement.kind === "NumericFor"
      ? { ...statement, variable: hidden[0] ?? statement.variable, body }
      : { ...statement, variables: hidden, body };
  return {
    kind: "Do",
    start,
    end,
    line,
    body: { ...statement.body, statements: [{ kind: "Local", start, end, line, variables, values: [] }, loop] },
  };
}
