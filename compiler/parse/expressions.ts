/**
 * Expressions, one method a grammar rule, in the order and with the recursion of PUC Lua's lparser.c, so that the same chunk is
 * refused at the same token. The nesting of expressions is bounded by Lua's own 200 levels, far below JavaScript's stack.
 *
 * `line` of a node is where PUC Lua reports its run-time error. An index is read when its value is first needed, which may be
 * after a following operator or comma: `settle` moves its line there.
 *
 * Governing text: Lua 5.2 manual §3.4.
 */
import type {
  Expression,
  FunctionBody,
  GlobalName,
  IndexExpression,
  LocalName,
  LocalVariable,
  Span,
  StringLiteral,
  TableField,
} from "../ast.ts";
import { foldedValue } from "./constant-folding.ts";
import { ARITHMETIC_PRIORITY, binaryOperator, type Operator, UNARY_PRIORITY } from "./operators.ts";
import type { Mutable, OpenFunction } from "./scope.ts";
import {
  TOKEN_DOTS,
  TOKEN_FALSE,
  TOKEN_FUNCTION,
  TOKEN_NAME,
  TOKEN_NIL,
  TOKEN_NOT,
  TOKEN_NUMBER,
  TOKEN_STRING,
  TOKEN_TRUE,
} from "./token.ts";
import { TokenParser } from "./token-parser.ts";

/** Parentheses stay in the tree only where they cut several values to one. */
function withoutNeedlessParentheses(e: Expression): Expression {
  if (e.kind !== "Parenthesised") return e;
  const { kind } = e.expression;
  return kind === "Call" || kind === "MethodCall" || kind === "Vararg" ? e : e.expression;
}

/** The object of an index. */
function indexed(e: Expression): Expression {
  if (e.kind !== "Parenthesised") return e;
  return e.expression.kind === "LocalName" ? { ...e.expression, isEnclosed: true } : e.expression;
}

export abstract class ExpressionParser extends TokenParser {
  /** Indices that closing parentheses have settled. */
  readonly #enclosed = new Set<IndexExpression>();
  /** Operators that 5.1 computes while it compiles, and their values. */
  readonly #folded = new Map<Expression, number>();

  /** `( parlist ) chunk end`, opened at `line`. */
  protected abstract functionBody(name: string | undefined, method: boolean, line: number, start: number): FunctionBody;

  /** An index whose value is needed only now reports errors at the line of the last token consumed. */
  protected settle(e: Expression): void {
    if (e.kind !== "Index" || this.#enclosed.has(e)) return;
    (e as Mutable<IndexExpression>).line = this.lexer.lastLine; // the parser owns unfinished nodes
  }

  /** `exp {',' exp}`; all but the last are settled. */
  protected expressionList(): Expression[] {
    const first = this.expression();
    if (this.lexer.kind !== 0x2c) return [first];
    const list = [first];
    while (this.accept(0x2c)) {
      this.settle(list[list.length - 1] ?? first);
      this.scope.reserve(1);
      list.push(this.expression());
    }
    return list;
  }

  /** The last value of a list takes a register too, unless it may be several. */
  protected closeList(list: readonly Expression[]): void {
    const last = list.at(-1);
    if (last !== undefined && last.kind !== "Call" && last.kind !== "MethodCall" && last.kind !== "Vararg") this.scope.reserve(1);
  }

  /** The longest expression from the current token on; that is the first one behind it then (Lua 5.1 manual §2.5). */
  expression(): Expression {
    return this.constant(this.operand(0));
  }

  /** `(simpleexp | unop operand) {binop operand}` with operators that bind tighter than `limit`. */
  protected operand(limit: number): Expression {
    const { lexer } = this;
    const { rules } = lexer;
    this.enterLevel();
    let left = this.unary();
    let operator = binaryOperator(lexer.kind, rules.moduloAndLength);
    while (operator !== undefined && operator.left > limit) {
      const operatorLine = lexer.line;
      lexer.next();
      this.settle(left);
      if (operator.operator !== "and" && (operator.left < ARITHMETIC_PRIORITY || this.folded(left) === undefined))
        left = this.constant(left);
      const right = this.operand(operator.right);
      this.settle(right);
      left = this.binary(operator, left, right, rules.operatorLine && !operator.compares ? operatorLine : lexer.lastLine);
      operator = binaryOperator(lexer.kind, rules.moduloAndLength);
    }
    this.leaveLevel();
    return left;
  }

  private binary({ operator }: Operator, left: Expression, right: Expression, line: number): Expression {
    const { start } = left;
    const end = this.lexer.lastEnd;
    if (operator === "and" || operator === "or") return { kind: "Logical", start, end, line, operator, left, right };
    const value = foldedValue(operator, this.folded(left), this.folded(right));
    if (value === 0) return { kind: "Number", start, end, line, value, raw: "0" };
    // A chain of concatenations is one instruction, made for its last operator.
    const chained = operator === ".." && right.kind === "Binary" && right.operator === "..";
    const second = value === undefined ? this.constant(right) : right;
    const first = value === undefined ? this.constant(left) : left;
    const node: Expression = {
      kind: "Binary",
      start,
      end,
      line: chained ? right.line : line,
      operator,
      left: first,
      right: second,
    };
    if (value !== undefined) this.#folded.set(node, value);
    return node;
  }

  /** The value of a constant expression of 5.1. */
  private folded(e: Expression): number | undefined {
    if (this.lexer.rules.words !== "5.1") return undefined;
    return e.kind === "Number" ? e.value : this.#folded.get(e);
  }

  /** An expression that is not part of a larger constant: in 5.1 a function has one zero among its constants, with the sign of the first. */
  private constant(e: Expression): Expression {
    if (this.lexer.rules.words !== "5.1") return e;
    if (e.kind === "Logical") {
      const right = this.constant(e.right);
      return right === e.right ? e : { ...e, right };
    }
    if (e.kind !== "Number" || e.value !== 0) return e;
    const f = this.scope.function;
    f.zero ??= e.value;
    return Object.is(f.zero, e.value) ? e : { ...e, value: f.zero };
  }

  private unary(): Expression {
    const { lexer } = this;
    const { kind, start } = lexer;
    const operator =
      kind === 0x2d ? "-" : kind === TOKEN_NOT ? "not" : kind === 0x23 && lexer.rules.moduloAndLength ? "#" : undefined;
    if (operator === undefined) return this.simple();
    const operatorLine = lexer.line;
    lexer.next();
    const operand = this.operand(UNARY_PRIORITY);
    if (operator === "-" && operand.kind === "Number" && operand.value === 0 && lexer.rules.words !== "5.2")
      return { ...operand, start, value: lexer.rules.words === "5.1" ? -operand.value : operand.value };
    this.settle(operand);
    const line = lexer.rules.operatorLine ? operatorLine : lexer.lastLine;
    const value = operator === "-" ? this.folded(operand) : undefined;
    const node: Expression = {
      kind: "Unary",
      start,
      end: lexer.lastEnd,
      line,
      operator,
      operand: operator === "not" || value !== undefined ? operand : this.constant(operand),
    };
    if (value !== undefined) this.#folded.set(node, -value);
    return node;
  }

  private simple(): Expression {
    const { lexer } = this;
    const { start, end, tokenLine: line } = lexer;
    switch (lexer.kind) {
      case TOKEN_NUMBER: {
        const { number: value, text: raw } = lexer;
        lexer.next();
        return { kind: "Number", start, end, line, value, raw };
      }
      case TOKEN_STRING:
        return this.string();
      case TOKEN_NIL:
        lexer.next();
        return { kind: "Nil", start, end, line };
      case TOKEN_TRUE:
        lexer.next();
        return { kind: "Boolean", start, end, line, value: true };
      case TOKEN_FALSE:
        lexer.next();
        return { kind: "Boolean", start, end, line, value: false };
      case TOKEN_DOTS:
        if (!lexer.rules.varargExpression) break;
        if (!this.scope.function.info.vararg) lexer.refuseToken("cannot use '...' outside a vararg function");
        this.scope.function.info.usesVararg = true;
        lexer.next();
        return { kind: "Vararg", start, end, line };
      case 0x7b /* { */:
        return this.table();
      case TOKEN_FUNCTION: {
        lexer.next();
        const body = this.functionBody(undefined, false, lexer.line, start);
        return { kind: "Function", start, end: body.end, line, function: body };
      }
      default:
    }
    return withoutNeedlessParentheses(this.suffixed());
  }

  private string(): StringLiteral {
    const { start, end, tokenLine: line, text: value } = this.lexer;
    this.lexer.next();
    return { kind: "String", start, end, line, value };
  }

  /** `primary { '.' Name | '[' exp ']' | ':' Name args | args }` */
  protected suffixed(): Expression {
    const { lexer } = this;
    const startLine = lexer.line;
    let e = this.primary();
    for (;;) {
      const { start } = e;
      const bare = e.kind === "Parenthesised" ? e.expression : e;
      switch (lexer.kind) {
        case 0x2e /* . */:
          this.settle(e);
          e = this.field(indexed(e), start);
          break;
        case 0x5b /* [ */:
          {
            this.settle(e);
            const index = this.bracketed();
            e = { kind: "Index", start, end: lexer.lastEnd, line: lexer.lastLine, object: indexed(e), index, dotted: false };
            break;
          }
        case 0x3a /* : */:
          {
            lexer.next();
            const method = this.expectName();
            const selfLine = lexer.lastLine;
            this.settle(e);
            const [args, line] = this.callArguments(startLine, 2);
            e = { kind: "MethodCall", start, end: lexer.lastEnd, line, object: bare, method, selfLine, arguments: args };
            break;
          }
        case 0x28 /* ( */:
        case 0x7b /* { */:
        case TOKEN_STRING: {
          this.settle(e);
          const [args, line] = this.callArguments(startLine, 1);
          e = { kind: "Call", start, end: lexer.lastEnd, line, callee: bare, arguments: args };
          break;
        }
        default:
          return e;
      }
    }
  }

  /** `.name` after an expression. */
  protected field(object: Expression, start = object.start): IndexExpression {
    const { lexer } = this;
    lexer.next();
    const { start: indexStart, end, tokenLine: line } = lexer;
    const value = this.expectName();
    if (lexer.rules.words === "5.1") this.scope.noteReplacer(value);
    const index: StringLiteral = { kind: "String", start: indexStart, end, line, value };
    return { kind: "Index", start, end: lexer.lastEnd, line: lexer.lastLine, object, index, dotted: true };
  }

  /** `[ exp ]` */
  private bracketed(): Expression {
    this.lexer.next();
    const index = this.expression();
    this.settle(index);
    this.expect(0x5d);
    return index;
  }

  /** The arguments of a call and the line its errors report. The function (and the object) take `registers`. */
  private callArguments(startLine: number, registers: number): [args: Expression[], line: number] {
    const { lexer, scope } = this;
    const line = lexer.rules.callLineAtStart ? startLine : lexer.line;
    const before = scope.function.registers;
    scope.reserve(registers);
    const args = this.argumentList(line);
    scope.function.registers = before;
    return [args, line];
  }

  private argumentList(line: number): Expression[] {
    const { lexer } = this;
    switch (lexer.kind) {
      case 0x28 /* ( */:
        {
          if (lexer.rules.refuseAmbiguousCall && line !== lexer.lastLine) {
            lexer.refuseToken("ambiguous syntax (function call x new statement)");
          }
          lexer.next();
          if (this.accept(0x29)) return [];
          const args = this.expressionList();
          this.expectMatch(0x29, 0x28, line);
          const last = args.at(-1);
          if (last !== undefined) this.settle(last);
          this.closeList(args);
          return args;
        }
      case 0x7b /* { */:
        return [this.table()];
      case TOKEN_STRING:
        return [this.string()];
      default:
        return lexer.refuseToken("function arguments expected");
    }
  }

  private primary(): Expression {
    const { lexer } = this;
    if (lexer.kind === TOKEN_NAME) return this.name();
    if (lexer.kind !== 0x28) return lexer.refuseToken("unexpected symbol");
    const { start, line } = lexer;
    lexer.next();
    const expression = this.operand(0);
    this.expectMatch(0x29, 0x28, line);
    this.settle(expression);
    if (expression.kind === "Index") this.#enclosed.add(expression);
    // Made around all expressions at first: it also tells that `(a) = 1` and `(f())` are not statements.
    return { kind: "Parenthesised", start, end: lexer.lastEnd, line: expression.line, expression };
  }

  /** A name as an expression: a local, a global, or a field of a local `_ENV`. */
  protected name(): LocalName | GlobalName | IndexExpression {
    const { lexer, scope } = this;
    const { start, end, tokenLine: line } = lexer;
    const name = this.expectName();
    const variable = scope.resolve(name);
    if (variable !== undefined) {
      variable.reads++;
      if (variable.kind === "arg") this.noteArg(variable);
      return { kind: "LocalName", start, end, line, variable };
    }
    if (lexer.rules.environmentVariable) {
      if (name === "_ENV") return this.environment({ start, end, line });
      const environment = scope.resolve("_ENV");
      if (environment !== undefined) {
        environment.reads++;
        const object: LocalName = { kind: "LocalName", start, end, line, variable: environment };
        const index: StringLiteral = { kind: "String", start, end, line, value: name };
        return { kind: "Index", start, end, line, object, index, dotted: true };
      }
      scope.useEnvironment();
    }
    scope.useGlobal(name);
    return { kind: "GlobalName", start, end, line, name };
  }

  /** The chunk's own `_ENV`, named in the text. */
  private environment({ start, end, line }: Span): LocalName {
    const { scope } = this;
    scope.explicitEnvironment = true;
    scope.useEnvironment();
    const variable = scope.chunkEnvironment({ start, end, line });
    variable.reads++;
    if (scope.function.parent !== undefined) variable.captured = true;
    return { kind: "LocalName", start, end, line, variable };
  }

  private noteArg(variable: LocalVariable): void {
    let f: OpenFunction | undefined = this.scope.function;
    while (f !== undefined && f.info !== variable.owner) f = f.parent;
    if (f !== undefined) f.info.usesArg = true;
  }

  /** `{ [field {sep field} [sep]] }` */
  private table(): Expression {
    const { lexer, scope } = this;
    const { start, line } = lexer;
    const fields: TableField[] = [];
    const before = scope.function.registers;
    scope.reserve(1);
    this.expect(0x7b);
    let pending = 0;
    let item: Expression | undefined;
    do {
      if (lexer.rules.semicolonBeforeField) this.accept(0x3b);
      if (lexer.kind === 0x7d) break;
      if (item !== undefined) {
        this.settle(item);
        // Items wait in registers until a batch is stored.
        pending = (pending + 1) % lexer.rules.itemsPerStore;
        scope.function.registers = before + 1 + pending;
        scope.reserve(0);
      }
      item = undefined;
      if (lexer.kind === 0x5b || (lexer.kind === TOKEN_NAME && lexer.lookahead() === 0x3d)) {
        fields.push(this.keyedField());
      } else {
        item = this.expression();
        fields.push({ kind: "Item", value: item });
      }
    } while (this.accept(0x2c) || this.accept(0x3b));
    this.expectMatch(0x7d, 0x7b, line);
    if (item !== undefined) this.settle(item);
    scope.function.registers = before;
    return { kind: "Table", start, end: lexer.lastEnd, line, fields };
  }

  /** `Name = exp` or `[exp] = exp` */
  private keyedField(): TableField {
    const { lexer } = this;
    let key: Expression;
    if (lexer.kind === TOKEN_NAME) {
      const { start, end, tokenLine: line } = lexer;
      key = { kind: "String", start, end, line, value: this.expectName() };
    } else {
      key = this.bracketed();
    }
    this.expect(0x3d);
    const value = this.expression();
    this.settle(value);
    return { kind: "Field", key, value, line: lexer.lastLine };
  }
}
