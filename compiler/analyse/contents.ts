/**
 * What each function of a chunk holds, as lists by kind in source order, so that the tree is gone through once and not by each analysis anew. Functions
 * inside have lists of their own.
 */
import type {
  BinaryExpression,
  Block,
  CallExpression,
  Chunk,
  Expression,
  FunctionBody,
  FunctionExpression,
  IndexExpression,
  LocalName,
  LogicalExpression,
  MethodCallExpression,
  Statement,
  StringLiteral,
  TableConstructor,
  UnaryExpression,
} from "../ast.ts";
import { StraightLengths } from "./straight-line.ts";
import { firstPart } from "./walk.ts";

/** `a[i]` with a local `a`. */
export type ItemExpression = IndexExpression & { readonly object: LocalName };

/** `a.name` with a local `a`. */
export type FieldExpression = IndexExpression & { readonly object: LocalName; readonly index: StringLiteral };

export type Test = LogicalExpression | UnaryExpression | BinaryExpression;

export interface FunctionContents {
  readonly body: FunctionBody;
  readonly statements: readonly Statement[];
  /** The functions directly inside. */
  readonly functions: readonly FunctionExpression[];
  readonly calls: readonly (CallExpression | MethodCallExpression)[];
  readonly items: readonly ItemExpression[];
  readonly fields: readonly FieldExpression[];
  readonly locals: readonly LocalName[];
  readonly strings: readonly StringLiteral[];
  readonly tables: readonly TableConstructor[];
  /** `and`, `or`, `not`, and comparisons with nil: what asks whether a value is there. */
  readonly tests: readonly Test[];
}

export interface Contents {
  /** Outer functions before inner ones. */
  readonly functions: readonly FunctionContents[];
  of(body: FunctionBody): FunctionContents;
  /** The links of the longest chain of operators, indices and calls (`firstPart`). */
  readonly longestChain: number;
  /** How much text its blocks may execute. */
  readonly lengths: StraightLengths;
}

/** One walk over the whole chunk. `of` throws for a function of another chunk. */
export function contentsOf(chunk: Chunk): Contents {
  const known = new Map<FunctionBody, FunctionContents>();
  let longestChain = 0;
  const collect = (body: FunctionBody): void => {
    const lists = new Lists(body);
    known.set(body, lists);
    lists.block(body.body);
    longestChain = Math.max(longestChain, lists.longestChain);
    for (const { function: inner } of lists.functions) collect(inner);
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
    lengths: new StraightLengths(chunk.source),
  };
}

class Lists implements FunctionContents {
  readonly body: FunctionBody;
  readonly statements: Statement[] = [];
  readonly functions: FunctionExpression[] = [];
  readonly calls: (CallExpression | MethodCallExpression)[] = [];
  readonly items: ItemExpression[] = [];
  readonly fields: FieldExpression[] = [];
  readonly locals: LocalName[] = [];
  readonly strings: StringLiteral[] = [];
  readonly tables: TableConstructor[] = [];
  readonly tests: Test[] = [];
  longestChain = 0;

  constructor(body: FunctionBody) {
    this.body = body;
  }

  block({ statements }: Block): void {
    for (let i = 0; i < statements.length; i++) this.#statement(statements[i] as Statement); // i is in range
  }

  #statement(statement: Statement): void {
    this.statements.push(statement);
    switch (statement.kind) {
      case "Local":
      case "Return":
        this.#all(statement.values);
        break;
      case "Assignment":
        this.#all(statement.targets);
        this.#all(statement.values);
        break;
      case "CallStatement":
        this.#expression(statement.call);
        break;
      case "Do":
        this.block(statement.body);
        break;
      case "While":
      case "Repeat":
        this.#expression(statement.condition);
        this.block(statement.body);
        break;
      case "If":
        for (const { condition } of statement.clauses) this.#expression(condition);
        for (const { body } of statement.clauses) this.block(body);
        if (statement.otherwise !== undefined) this.block(statement.otherwise);
        break;
      case "NumericFor":
        this.#expression(statement.initial);
        this.#expression(statement.limit);
        if (statement.step !== undefined) this.#expression(statement.step);
        this.block(statement.body);
        break;
      case "GenericFor":
        this.#all(statement.values);
        this.block(statement.body);
        break;
      case "LocalFunction":
        this.#expression(statement.function);
        break;
      default:
    }
  }

  #all(expressions: readonly Expression[]): void {
    for (let i = 0; i < expressions.length; i++) this.#expression(expressions[i] as Expression); // i is in range
  }

  #expression(expression: Expression): void {
    let link = firstPart(expression);
    if (link === undefined) {
      this.#list(expression);
      return;
    }
    // Chains are deep on their left side, without a limit: that way is gone without recursion.
    const chain = [expression];
    for (; link !== undefined; link = firstPart(link)) chain.push(link);
    if (chain.length > this.longestChain) this.longestChain = chain.length;
    for (let i = chain.length - 1; i >= 0; i--) this.#list(chain[i] as Expression); // i is in range
  }

  /** Lists the expression, and what it consists of besides its first part. */
  #list(expression: Expression): void {
    switch (expression.kind) {
      case "LocalName":
        this.locals.push(expression);
        break;
      case "String":
        this.strings.push(expression);
        break;
      case "Index":
        if (isItem(expression)) this.items.push(expression);
        else if (isField(expression)) this.fields.push(expression);
        this.#expression(expression.index);
        break;
      case "Call":
      case "MethodCall":
        this.calls.push(expression);
        this.#all(expression.arguments);
        break;
      case "Table":
        this.tables.push(expression);
        for (const field of expression.fields) {
          if (field.kind === "Field") this.#expression(field.key);
          this.#expression(field.value);
        }
        break;
      case "Binary":
        if (expression.right.kind === "Nil" || expression.left.kind === "Nil") this.tests.push(expression);
        this.#expression(expression.right);
        break;
      case "Logical":
        this.tests.push(expression);
        this.#expression(expression.right);
        break;
      case "Unary":
        if (expression.operator === "not") this.tests.push(expression);
        this.#expression(expression.operand);
        break;
      case "Parenthesised":
        this.#expression(expression.expression);
        break;
      case "Function":
        this.functions.push(expression);
        break;
      default:
    }
  }
}

/** True for `a[i]` with a local `a`; `a.name` and `a["name"]` are fields. */
export function isItem(expression: Expression): expression is ItemExpression {
  return expression.kind === "Index" && expression.object.kind === "LocalName" && expression.index.kind !== "String";
}

function isField(expression: Expression): expression is FieldExpression {
  return expression.kind === "Index" && expression.object.kind === "LocalName" && expression.index.kind === "String";
}
