/**
 * Locals that are never reassigned and whose items are read or written in a loop inside the block that declares them: whether they are tables
 * is found out once, where they get their value. In the loop the question would stand in each iteration.
 */
import type { Block, Expression, LocalVariable, Statement } from "../ast.ts";
import { type FunctionContents, isItem } from "./contents.ts";
import { blocksOf, expressionsOf, walkExpression } from "./walk.ts";

const NONE: ReadonlySet<LocalVariable> = new Set();

/** The locals of a function that its loops index by numbers. */
export function listsInLoops({ body, statements, items }: FunctionContents): ReadonlySet<LocalVariable> {
  if (items.length === 0 || !statements.some(isLoop)) return NONE;
  const depths = new Map<LocalVariable, number>(body.parameters.map((parameter) => [parameter, 0]));
  const lists = new Set<LocalVariable>();
  const look = (expression: Expression, depth: number): void =>
    walkExpression(expression, {
      expression(part) {
        if (!isItem(part)) return;
        const { variable } = part.object;
        const declared = depths.get(variable);
        if (declared !== undefined && declared < depth && !variable.assigned) lists.add(variable);
      },
    });
  const walk = (block: Block, depth: number): void => {
    for (const statement of block.statements) {
      for (const local of declaredBy(statement)) depths.set(local, isLoop(statement) ? depth + 1 : depth);
      const repeated = statement.kind === "While" || statement.kind === "Repeat";
      const inside = repeated ? depth + 1 : depth;
      if (inside > 0) for (const expression of expressionsOf(statement)) look(expression, inside);
      for (const inner of blocksOf(statement)) walk(inner, isLoop(statement) ? depth + 1 : depth);
    }
  };
  walk(body.body, 0);
  return lists;
}

function isLoop({ kind }: Statement): boolean {
  return kind === "While" || kind === "Repeat" || kind === "NumericFor" || kind === "GenericFor";
}

function declaredBy(statement: Statement): readonly LocalVariable[] {
  return statement.kind === "Local" || statement.kind === "GenericFor" ? statement.variables : [];
}
