/**
 * Statements, blocks and functions, one method a grammar rule, as in PUC Lua's lparser.c (see expressions.ts).
 *
 * Governing text: Lua 5.0 manual §2.4, 5.1 manual §2.4, 5.2 manual §3.3.
 */
import type { Block, Expression, FunctionBody, GotoStatement, IfClause, LocalVariable, Span, Statement } from "../ast.ts";
import { FunctionParser, type Opening, type Target } from "./functions.ts";
import type { Mutable } from "./scope.ts";
import {
  quoted,
  TOKEN_BREAK,
  TOKEN_DO,
  TOKEN_DOUBLE_COLON,
  TOKEN_ELSE,
  TOKEN_ELSEIF,
  TOKEN_END,
  TOKEN_EOS,
  TOKEN_FOR,
  TOKEN_FUNCTION,
  TOKEN_GOTO,
  TOKEN_IF,
  TOKEN_IN,
  TOKEN_LOCAL,
  TOKEN_NAME,
  TOKEN_REPEAT,
  TOKEN_RETURN,
  TOKEN_THEN,
  TOKEN_UNTIL,
  TOKEN_WHILE,
} from "./token.ts";

export class StatementParser extends FunctionParser {
  /** The whole chunk as the body of the main function. */
  main(): FunctionBody {
    const { lexer, scope } = this;
    const main = scope.function;
    // In 5.0 the main function takes no arguments.
    main.info.vararg = lexer.rules.varargExpression;
    lexer.next();
    const body = this.statements(0, 1);
    if (lexer.kind !== TOKEN_EOS) {
      lexer.refuseToken(lexer.rules.words === "5.1" ? "'<eof>' expected" : "<eof> expected");
    }
    main.info.lastLineDefined = lexer.line;
    scope.closeFunction();
    return { start: 0, end: lexer.source.length, line: 0, info: main.info, parameters: [], arg: undefined, body };
  }

  /** A block with its own scope. */
  private block(): Block {
    const { lexer, scope } = this;
    scope.enterBlock(false);
    const body = this.statements(lexer.start, lexer.line);
    scope.leaveBlock();
    return body;
  }

  /** `{statement}` up to a token that ends a block, in the scope that is open. */
  protected override statements(start: number, line: number): Block {
    const { lexer } = this;
    const list: Statement[] = [];
    if (lexer.rules.freeStatements) {
      while (!this.atBlockEnd(true)) {
        const last = lexer.kind === TOKEN_RETURN;
        this.freeStatement(list);
        if (last) break;
      }
    } else {
      this.enterLevel();
      let last = false;
      while (!last && !this.atBlockEnd(true)) {
        last = lexer.kind === TOKEN_RETURN || lexer.kind === TOKEN_BREAK;
        list.push(this.statement());
        this.accept(0x3b);
      }
      this.leaveLevel();
    }
    return { start, end: Math.max(lexer.lastEnd, start), line, statements: list };
  }

  private atBlockEnd(withUntil: boolean): boolean {
    switch (this.lexer.kind) {
      case TOKEN_ELSE:
      case TOKEN_ELSEIF:
      case TOKEN_END:
      case TOKEN_EOS:
        return true;
      case TOKEN_UNTIL:
        return withUntil;
      default:
        return false;
    }
  }

  /** A statement of 5.2: `;` alone is one. */
  private freeStatement(list: Statement[]): void {
    this.enterLevel();
    if (!this.accept(0x3b)) {
      if (this.lexer.kind === TOKEN_DOUBLE_COLON) this.label(list);
      else list.push(this.statement());
    }
    this.leaveLevel();
  }

  private statement(): Statement {
    const { lexer } = this;
    const open = this.scope.function;
    open.registers = open.active.length;
    const { start, line } = lexer;
    const opening: Opening = { start, line };
    switch (lexer.kind) {
      case TOKEN_IF:
        return this.ifStatement(opening);
      case TOKEN_WHILE:
        return this.whileStatement(opening);
      case TOKEN_DO: {
        lexer.next();
        const body = this.block();
        this.expectMatch(TOKEN_END, TOKEN_DO, line);
        return { kind: "Do", start: opening.start, end: this.lexer.lastEnd, line: opening.line, body };
      }
      case TOKEN_FOR:
        return this.forStatement(opening);
      case TOKEN_REPEAT:
        return this.repeatStatement(opening);
      case TOKEN_FUNCTION:
        return this.functionStatement(opening);
      case TOKEN_LOCAL:
        lexer.next();
        return this.accept(TOKEN_FUNCTION) ? this.localFunction(opening) : this.localStatement(opening);
      case TOKEN_RETURN:
        return this.returnStatement(opening);
      case TOKEN_BREAK:
        return this.breakStatement(opening);
      case TOKEN_GOTO:
        return this.gotoStatement(opening);
      default:
        return this.expressionStatement(opening);
    }
  }

  /** `if exp then block {elseif exp then block} [else block] end` */
  private ifStatement(opening: Opening): Statement {
    const clauses = [this.ifClause()];
    while (this.lexer.kind === TOKEN_ELSEIF) clauses.push(this.ifClause());
    const otherwise = this.accept(TOKEN_ELSE) ? this.block() : undefined;
    this.expectMatch(TOKEN_END, TOKEN_IF, opening.line);
    return { kind: "If", start: opening.start, end: this.lexer.lastEnd, line: opening.line, clauses, otherwise };
  }

  private ifClause(): IfClause {
    this.lexer.next();
    const condition = this.condition();
    const thenLine = this.lexer.line;
    this.expect(TOKEN_THEN);
    if (this.lexer.rules.conditionAfterThen) this.settle(condition);
    return { condition, thenLine, body: this.block() };
  }

  /** What is only asked whether it is true becomes none of 5.1's constants. */
  private condition(): Expression {
    const condition = this.operand(0);
    this.settle(condition);
    return condition;
  }

  /** An expression of which a numeric `for` takes the value. */
  private bound(): Expression {
    const bound = this.expression();
    this.settle(bound);
    return bound;
  }

  /** `while exp do block end` */
  private whileStatement(opening: Opening): Statement {
    const { lexer, scope } = this;
    lexer.next();
    const condition = this.condition();
    scope.enterBlock(true);
    this.expect(TOKEN_DO);
    const body = this.block();
    this.expectMatch(TOKEN_END, TOKEN_WHILE, opening.line);
    scope.leaveBlock();
    return { kind: "While", start: opening.start, end: this.lexer.lastEnd, line: opening.line, condition, body };
  }

  /** `repeat block until exp`; from 5.1 the condition sees the locals of the block. */
  private repeatStatement(opening: Opening): Statement {
    const { lexer, scope } = this;
    scope.enterBlock(true);
    scope.enterBlock(false);
    lexer.next();
    const body = this.statements(lexer.start, lexer.line);
    if (!lexer.rules.untilSeesBody) scope.leaveBlock();
    this.expectMatch(TOKEN_UNTIL, TOKEN_REPEAT, opening.line);
    const condition = this.condition();
    if (lexer.rules.untilSeesBody) scope.leaveBlock();
    scope.leaveBlock();
    return { kind: "Repeat", start: opening.start, end: this.lexer.lastEnd, line: opening.line, body, condition };
  }

  /** `for Name '=' exp ',' exp [',' exp] do block end` or `for namelist in explist do block end` */
  private forStatement(opening: Opening): Statement {
    const { lexer, scope } = this;
    scope.enterBlock(true);
    lexer.next();
    const span = this.tokenSpan();
    const name = this.expectName();
    const statement = this.forKind(opening, name, span);
    this.expectMatch(TOKEN_END, TOKEN_FOR, opening.line);
    scope.leaveBlock();
    (statement as Mutable<Statement>).end = lexer.lastEnd; // `end` is read by this method
    return statement;
  }

  private forKind(opening: Opening, name: string, declared: Span): Statement {
    const { lexer } = this;
    switch (lexer.kind) {
      case 0x3d:
        return this.numericFor(opening, name, declared);
      case 0x2c:
      case TOKEN_IN:
        return this.genericFor(opening, name, declared);
      default: {
        const { words } = lexer.rules;
        return lexer.refuseToken(`${quoted(words, "=")} or ${quoted(words, "in")} expected`);
      }
    }
  }

  private numericFor(opening: Opening, name: string, declared: Span): Statement {
    const { lexer, scope } = this;
    scope.declareHidden(lexer.rules.hiddenForLocals.numeric);
    const variable = scope.declare(name, "for", declared);
    this.expect(0x3d);
    const initial = this.bound();
    this.expect(0x2c);
    const limit = this.bound();
    const step = this.accept(0x2c) ? this.bound() : undefined;
    const { lastLine } = lexer;
    const [body, doLine] = this.forBody();
    return {
      kind: "NumericFor",
      start: opening.start,
      end: this.lexer.lastEnd,
      line: opening.line,
      doLine: lexer.rules.words === "5.0" ? lastLine : doLine,
      variable,
      initial,
      limit,
      step,
      body,
    };
  }

  private genericFor(opening: Opening, name: string, declared: Span): Statement {
    const { lexer, scope } = this;
    scope.declareHidden(lexer.rules.hiddenForLocals.generic);
    const variables = [scope.declare(name, "for", declared)];
    while (this.accept(0x2c)) {
      const span = this.tokenSpan();
      variables.push(scope.declare(this.expectName(), "for", span));
    }
    this.expect(TOKEN_IN);
    const callLine = lexer.line;
    const values = this.expressionList();
    const last = values.at(-1);
    if (last !== undefined) this.settle(last);
    const [body] = this.forBody();
    return {
      kind: "GenericFor",
      start: opening.start,
      end: this.lexer.lastEnd,
      line: opening.line,
      callLine,
      variables,
      values,
      body,
    };
  }

  private forBody(): [body: Block, doLine: number] {
    const { lexer, scope } = this;
    const doLine = lexer.line;
    scope.enterBlock(false);
    this.expect(TOKEN_DO);
    scope.activate();
    const body = this.block();
    scope.leaveBlock();
    return [body, doLine];
  }

  /** `local namelist ['=' explist]` */
  private localStatement(opening: Opening): Statement {
    const { scope } = this;
    const declared = (): LocalVariable => {
      const span = this.tokenSpan();
      return scope.declare(this.expectName(), "local", span);
    };
    const variables = [declared()];
    while (this.accept(0x2c)) variables.push(declared());
    const values = this.accept(0x3d) ? this.settledList() : [];
    this.closeList(values);
    scope.activate();
    return { kind: "Local", start: opening.start, end: this.lexer.lastEnd, line: opening.line, variables, values };
  }

  private settledList(): Expression[] {
    const values = this.expressionList();
    const last = values.at(-1);
    if (last !== undefined) this.settle(last);
    return values;
  }

  /** `return [explist] [';']` */
  private returnStatement(opening: Opening): Statement {
    const { lexer } = this;
    lexer.next();
    const values = this.atBlockEnd(true) || lexer.kind === 0x3b ? [] : this.settledList();
    if (values.length > 1) this.closeList(values);
    const span = this.span(opening);
    if (lexer.rules.freeStatements) this.accept(0x3b);
    return { kind: "Return", ...span, values };
  }

  private breakStatement(opening: Opening): Statement {
    const { lexer, scope } = this;
    if (lexer.rules.freeStatements) {
      lexer.next();
      scope.addGoto("break", opening.line, undefined);
    } else {
      lexer.next();
      if (!scope.inLoop()) lexer.refuseToken("no loop to break");
    }
    return { kind: "Break", start: opening.start, end: this.lexer.lastEnd, line: opening.line };
  }

  /** `goto Name`, at the token `goto` */
  private gotoStatement(opening: Opening): Statement {
    const { lexer, scope } = this;
    lexer.next();
    const declared = this.tokenSpan();
    const name = this.expectName();
    // Stands in until the label is found; a chunk with a goto whose label is never found is refused.
    const label = { name, declared, uses: 0, backward: false };
    const node: Mutable<GotoStatement> = {
      kind: "Goto",
      start: opening.start,
      end: this.lexer.lastEnd,
      line: opening.line,
      label,
    };
    scope.addGoto(name, opening.line, node);
    return node;
  }

  /** `'::' Name '::'` and the void statements that follow. */
  private label(list: Statement[]): void {
    const { lexer, scope } = this;
    const { start, line } = lexer;
    lexer.next();
    const declared = this.tokenSpan();
    const info = scope.addLabel(this.expectName(), declared);
    this.expect(TOKEN_DOUBLE_COLON);
    const label = scope.openLabel(info, line);
    list.push({ kind: "Label", ...this.span({ start, line }), label: info });
    while (lexer.kind === 0x3b || lexer.kind === TOKEN_DOUBLE_COLON) this.freeStatement(list);
    scope.closeLabel(label, this.atBlockEnd(false));
  }

  /** A call or an assignment. */
  private expressionStatement(opening: Opening): Statement {
    const { lexer } = this;
    if (lexer.kind === TOKEN_NAME && lexer.text === "goto" && lexer.rules.goto === "contextual") {
      // No statement of a version without goto begins with two names.
      if (lexer.lookahead() === TOKEN_NAME) return this.gotoStatement(opening);
    }
    const first = this.suffixed();
    const isCall = first.kind === "Call" || first.kind === "MethodCall";
    const assigns = lexer.rules.freeStatements ? lexer.kind === 0x3d || lexer.kind === 0x2c : !isCall;
    if (assigns) return this.assignment(opening, first);
    if (!isCall) return lexer.refuseToken("syntax error");
    return { kind: "CallStatement", start: opening.start, end: this.lexer.lastEnd, line: opening.line, call: first };
  }

  /** `varlist '=' explist`, its first target read. */
  private assignment(opening: Opening, first: Expression): Statement {
    const { lexer, scope } = this;
    const targets: Target[] = [this.target(first)];
    while (this.accept(0x2c)) {
      const { words, maxLevels } = lexer.rules;
      const next = this.suffixed();
      this.deepest = Math.max(this.deepest, this.level + targets.length);
      if (words === "5.1" && targets.length > maxLevels - this.level) {
        scope.refuseLimit(scope.function, maxLevels - this.level, "variables in assignment");
      }
      if (words === "5.2" && targets.length + this.level > maxLevels) scope.refuseLimit(scope.function, maxLevels, "C levels");
      targets.push(this.target(next));
    }
    this.expect(0x3d);
    const values = this.settledList();
    if (values.length !== targets.length) this.closeList(values);
    for (const target of targets) this.assigned(target, lexer.lastLine);
    return { kind: "Assignment", start: opening.start, end: this.lexer.lastEnd, line: opening.line, targets, values };
  }

  private target(e: Expression): Target {
    if (e.kind === "LocalName" || e.kind === "GlobalName" || e.kind === "Index") return e;
    return this.lexer.refuseToken("syntax error");
  }
}
