/**
 * Walking the syntax tree of one function: every statement and expression of a body, in source order, without entering nested functions
 * (these are handed over as `Function` expressions).
 */
import type { Block, Expression, Statement } from "../ast.ts";

export interface Visitor {
  statement?(statement: Statement): void;
  expression?(expression: Expression): void;
  /** True when nothing more is sought: the statements that are left are passed over. */
  done?(): boolean;
}

/** A statement comes before its expressions, these before its inner blocks; so the condition of `repeat` before its body. */
export function walkBlock(block: Block, visitor: Visitor): void {
  for (const statement of block.statements) {
    if (visitor.done?.() === true) return;
    walkStatement(statement, visitor);
  }
}

function walkStatement(statement: Statement, visitor: Visitor): void {
  visitor.statement?.(statement);
  for (const expression of expressionsOf(statement)) walkExpression(expression, visitor);
  for (const block of blocksOf(statement)) walkBlock(block, visitor);
}

/** The expression comes before its operands. `done` is not asked inside an expression. */
export function walkExpression(expression: Expression, visitor: Visitor): void {
  visitor.expression?.(expression);
  let operands = operandsOf(expression);
  if (operands.length === 0) return;
  // Chains like `a + b + c …` are deep on their left side, without a limit: that way is gone without recursion.
  const pending: (readonly Expression[])[] = [];
  for (let e: Expression | undefined = operands[0]; e !== undefined; e = operands[0]) {
    if (operands.length > 1) pending.push(operands);
    visitor.expression?.(e);
    operands = operandsOf(e);
  }
  for (const operands of pending.reverse()) {
    for (let i = 1; i < operands.length; i++) walkExpression(operands[i] as Expression, visitor); // i is in range
  }
}

/** The part of an expression that is evaluated first, whatever comes of it: what chains of operators, indices and calls are deep in. */
export function firstPart(expression: Expression): Expression | undefined {
  switch (expression.kind) {
    case "Binary":
    case "Logical":
      return expression.left;
    case "Index":
    case "MethodCall":
      return expression.object;
    case "Call":
      return expression.callee;
    default:
      return undefined;
  }
}

const NO_BLOCKS: readonly Block[] = [];
const NO_EXPRESSIONS: readonly Expression[] = [];

/** The blocks directly inside a statement, in source order. */
export function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "Do":
    case "While":
    case "Repeat":
    case "NumericFor":
    case "GenericFor":
      return [statement.body];
    case "If": {
      const blocks = statement.clauses.map((clause) => clause.body);
      return statement.otherwise === undefined ? blocks : [...blocks, statement.otherwise];
    }
    default:
      return NO_BLOCKS;
  }
}

/** The expressions directly inside a statement, in source order; for assignments targets first. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "Local":
    case "Return":
    case "GenericFor":
      return statement.values;
    case "Assignment":
      return [...statement.targets, ...statement.values];
    case "CallStatement":
      return [statement.call];
    case "While":
    case "Repeat":
      return [statement.condition];
    case "If":
      return statement.clauses.map((clause) => clause.condition);
    case "NumericFor":
      return statement.step === undefined
        ? [statement.initial, statement.limit]
        : [statement.initial, statement.limit, statement.step];
    case "LocalFunction":
      return [statement.function];
    default:
      return NO_EXPRESSIONS;
  }
}

/** The expressions directly inside an expression, in order of evaluation. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "Index":
      return [expression.object, expression.index];
    case "Call":
      return [expression.callee, ...expression.arguments];
    case "MethodCall":
      return [expression.object, ...expression.arguments];
    case "Table":
      return expression.fields.flatMap((field) => (field.kind === "Item" ? [field.value] : [field.key, field.value]));
    case "Binary":
    case "Logical":
      return [expression.left, expression.right];
    case "Unary":
      return [expression.operand];
    case "Parenthesised":
      return [expression.expression];
    default:
      return NO_EXPRESSIONS;
  }
}
