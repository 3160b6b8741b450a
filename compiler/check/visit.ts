/** One walk over a chunk for all rules. Chains of operators may be thousands deep, so expressions are walked with a list. */
import { blocksOf, expressionsOf, operandsOf } from "../analyse/walk.ts";
import type { Block, Chunk, Expression, FunctionBody, Statement } from "../ast.ts";
import type { Handlers } from "./rule.ts";

export function visit(chunk: Chunk, handlers: readonly Handlers[]): void {
  visitFunction(chunk.body, handlers);
  for (const handler of handlers) handler.end?.();
}

function visitFunction(body: FunctionBody, handlers: readonly Handlers[]): void {
  for (const handler of handlers) handler.functionBody?.(body);
  visitBlock(body.body, body, handlers);
}

function visitBlock(block: Block, f: FunctionBody, handlers: readonly Handlers[]): void {
  for (const handler of handlers) handler.block?.(block, f);
  for (const statement of block.statements) {
    for (const handler of handlers) handler.statement?.(statement, f);
    for (const condition of conditionsOf(statement)) visitCondition(condition, f, handlers);
    for (const expression of expressionsOf(statement)) visitExpression(expression, f, handlers);
    for (const inner of blocksOf(statement)) visitBlock(inner, f, handlers);
  }
}

function visitExpression(root: Expression, f: FunctionBody, handlers: readonly Handlers[]): void {
  const waiting = [root];
  for (let e = waiting.pop(); e !== undefined; e = waiting.pop()) {
    for (const handler of handlers) handler.expression?.(e, f);
    if (e.kind === "Unary" && e.operator === "not") visitCondition(e.operand, f, handlers);
    if (e.kind === "Logical" && !isChoice(e)) visitCondition(e.left, f, handlers);
    if (e.kind === "Function") visitFunction(e.function, handlers);
    else waiting.push(...[...operandsOf(e)].reverse());
  }
}

/** `a and b` as a condition tests b too (a is tested wherever it stands). */
function visitCondition(root: Expression, f: FunctionBody, handlers: readonly Handlers[]): void {
  let e: Expression = root;
  while (e.kind === "Parenthesised" || e.kind === "Logical") e = e.kind === "Logical" ? e.right : e.expression;
  for (const handler of handlers) handler.condition?.(e, f);
}

/** `a and b or c` chooses b or c; that a number b is true is what it relies on. */
function isChoice({ operator, left }: Extract<Expression, { readonly kind: "Logical" }>): boolean {
  let e: Expression = left;
  while (e.kind === "Parenthesised") e = e.expression;
  return operator === "or" && e.kind === "Logical" && e.operator === "and";
}

function conditionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "If":
      return statement.clauses.map((clause) => clause.condition);
    case "While":
    case "Repeat":
      return [statement.condition];
    default:
      return [];
  }
}
