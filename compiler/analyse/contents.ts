/**
 * The statements and expressions of each function of a chunk as lists, so that the tree is gone through once and not by each analysis anew.
 * In source order, an expression before its parts; nested functions are listed as `Function` expressions, and have lists of their own.
 */
import type { Block, Chunk, Expression, FunctionBody, FunctionExpression, Statement } from "../ast.ts";
import { firstPart } from "./walk.ts";

export interface FunctionContents {
  readonly body: FunctionBody;
  readonly statements: readonly Statement[];
  readonly expressions: readonly Expression[];
  /** The functions directly inside. */
  readonly functions: readonly FunctionExpression[];
}

export interface Contents {
  /** Outer functions before inner ones. */
  readonly functions: readonly FunctionContents[];
  of(body: FunctionBody): FunctionContents;
  /** The links of the longest chain of operators, indices and calls (`firstPart`). */
  readonly longestChain: number;
}

export function contentsOf(chunk: Chunk): Contents {
  const known = new Map<FunctionBody, FunctionContents>();
  let longestChain = 0;
  const collect = (body: FunctionBody): void => {
    const lists = new Lists();
    const { statements, expressions, functions } = lists;
    known.set(body, { body, statements, expressions, functions });
    lists.block(body.body);
    longestChain = Math.max(longestChain, lists.longestChain);
    for (const { function: inner } of functions) collect(inner);
  };
  collect(chunk.body);
  return {
    functions: [...known.values()],
    of: (body) => {
      const contents = known.get(body);
      if (contents === undefined) throw new Error("a function of another chunk");
      return contents;
    },
    longestChain,
  };
}

class Lists {
  readonly statements: Statement[] = [];
  readonly expressions: Expression[] = [];
  readonly functions: FunctionExpression[] = [];
  longestChain = 0;

  block({ statements }: Block): void {
    for (const statement of statements) this.statement(statement);
  }

  statement(statement: Statement): void {
    this.statements.push(statement);
    switch (statement.kind) {
      case "Local":
      case "Return":
        this.all(statement.values);
        break;
      case "Assignment":
        this.all(statement.targets);
        this.all(statement.values);
        break;
      case "CallStatement":
        this.expression(statement.call);
        break;
      case "Do":
        this.block(statement.body);
        break;
      case "While":
      case "Repeat":
        this.expression(statement.condition);
        this.block(statement.body);
        break;
      case "If":
        for (const { condition } of statement.clauses) this.expression(condition);
        for (const { body } of statement.clauses) this.block(body);
        if (statement.otherwise !== undefined) this.block(statement.otherwise);
        break;
      case "NumericFor":
        this.expression(statement.initial);
        this.expression(statement.limit);
        if (statement.step !== undefined) this.expression(statement.step);
        this.block(statement.body);
        break;
      case "GenericFor":
        this.all(statement.values);
        this.block(statement.body);
        break;
      case "LocalFunction":
        this.expression(statement.function);
        break;
      default:
    }
  }

  private all(expressions: readonly Expression[]): void {
    for (const expression of expressions) this.expression(expression);
  }

  private expression(expression: Expression): void {
    const { expressions } = this;
    const from = expressions.length;
    // Chains are deep on their left side, without a limit: that way is gone without recursion.
    for (let link: Expression | undefined = expression; link !== undefined; link = firstPart(link)) expressions.push(link);
    const to = expressions.length;
    if (to - from > this.longestChain) this.longestChain = to - from;
    for (let i = to - 1; i >= from; i--) this.others(expressions[i] as Expression); // i is in range
  }

  /** The parts of an expression but its first part. */
  private others(expression: Expression): void {
    switch (expression.kind) {
      case "Index":
        this.expression(expression.index);
        break;
      case "Call":
      case "MethodCall":
        this.all(expression.arguments);
        break;
      case "Table":
        for (const field of expression.fields) {
          if (field.kind === "Field") this.expression(field.key);
          this.expression(field.value);
        }
        break;
      case "Binary":
      case "Logical":
        this.expression(expression.right);
        break;
      case "Unary":
        this.expression(expression.operand);
        break;
      case "Parenthesised":
        this.expression(expression.expression);
        break;
      case "Function":
        this.functions.push(expression);
        break;
      default:
    }
  }
}
