/** One walk over a chunk for all rules. Chains of operators may be thousands deep, so expressions are walked with a list. */
import { blocksOf, expressionsOf, operandsOf } from "../analyse/walk.ts";
import type { Block, Chunk, Expression, FunctionBody, Statement } from "../ast.ts";
import type { Handlers } from "./rule.ts";

/** The handlers of all rules by what they are called for: most rules look at few kinds of nodes. */
type Calls = { readonly [Event in keyof Handlers]-?: readonly NonNullable<Handlers[Event]>[] };

/** Calls the handlers of all rules at each node, functions inside included; `end` after all else. */
export function visit(chunk: Chunk, handlers: readonly Handlers[]): void {
  const calls: Calls = {
    functionBody: handlers.flatMap((handler) => handler.functionBody ?? []),
    block: handlers.flatMap((handler) => handler.block ?? []),
    statement: handlers.flatMap((handler) => handler.statement ?? []),
    expression: handlers.flatMap((handler) => handler.expression ?? []),
    condition: handlers.flatMap((handler) => handler.condition ?? []),
    end: handlers.flatMap((handler) => handler.end ?? []),
  };
  visitFunction(chunk.body, calls);
  for (const call of calls.end) call();
}

function visitFunction(body: FunctionBody, calls: Calls): void {
  for (const call of calls.functionBody) call(body);
  visitBlock(body.body, body, calls);
}

function visitBlock(block: Block, f: FunctionBody, calls: Calls): void {
  for (const call of calls.block) call(block, f);
  for (const statement of block.statements) {
    for (const call of calls.statement) call(statement, f);
    for (const condition of conditionsOf(statement)) visitCondition(condition, f, calls);
    for (const expression of expressionsOf(statement)) visitExpression(expression, f, calls);
    for (const inner of blocksOf(statement)) visitBlock(inner, f, calls);
  }
}

function visitExpression(root: Expression, f: FunctionBody, calls: Calls): void {
  const waiting = [root];
  for (let e = waiting.pop(); e !== undefined; e = waiting.pop()) {
    for (const call of calls.expression) call(e, f);
    if (e.kind === "Unary" && e.operator === "not") visitCondition(e.operand, f, calls);
    if (e.kind === "Logical" && !isChoice(e)) visitCondition(e.left, f, calls);
    if (e.kind === "Function") visitFunction(e.function, calls);
    else waiting.push(...[...operandsOf(e)].reverse());
  }
}

/** `a and b` as a condition tests b too (a is tested wherever it stands). */
function visitCondition(root: Expression, f: FunctionBody, calls: Calls): void {
  let e: Expression = root;
  while (e.kind === "Parenthesised" || e.kind === "Logical") e = e.kind === "Logical" ? e.right : e.expression;
  for (const call of calls.condition) call(e, f);
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
