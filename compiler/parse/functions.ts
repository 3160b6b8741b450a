/**
 * Function bodies and the statements that define functions.
 *
 * Governing text: Lua 5.0 manual §2.5.8, 5.1 manual §2.5.9, 5.2 manual §3.4.10.
 */
import type { Block, FunctionBody, GlobalName, IndexExpression, LocalName, LocalVariable, Span, Statement } from "../ast.ts";
import { ExpressionParser } from "./expressions.ts";
import type { Mutable } from "./scope.ts";
import { quoted, TOKEN_DOTS, TOKEN_END, TOKEN_FUNCTION, TOKEN_NAME } from "./token.ts";

export type Target = LocalName | GlobalName | IndexExpression;

/** Where a statement begins. */
export interface Opening {
  readonly start: number;
  readonly line: number;
}

export abstract class FunctionParser extends ExpressionParser {
  /** Vararg functions (by offset) whose `arg` is no implicit local because they also use `...` (vpop3). */
  readonly withoutArg: ReadonlySet<number>;
  /** Vararg functions found to use both, to be parsed again. */
  readonly argConflicts = new Set<number>();

  constructor(lexer: ExpressionParser["lexer"], withoutArg: ReadonlySet<number>, outerLevels: number) {
    super(lexer, outerLevels);
    this.withoutArg = withoutArg;
  }

  /** `{statement}` up to a token that ends a block, in the scope that is open. */
  protected abstract statements(start: number, line: number): Block;

  protected override functionBody(name: string | undefined, method: boolean, line: number, start: number): FunctionBody {
    const { lexer, scope } = this;
    const open = scope.openFunction(name, line);
    const { info } = open;
    this.expect(0x28);
    const parameters: LocalVariable[] = [];
    if (method) {
      parameters.push(scope.declare("self", "self", { start, end: start + "function".length, line }));
      scope.activate();
    }
    const arg = this.parameterList(parameters, start);
    this.expect(0x29);
    const body = this.statements(lexer.start, lexer.line);
    info.lastLineDefined = lexer.line;
    const { end } = lexer;
    this.expectMatch(TOKEN_END, TOKEN_FUNCTION, line);
    scope.closeFunction();
    if (arg !== undefined && info.usesArg && info.usesVararg) this.noteConflict(start);
    const used = arg !== undefined && (info.usesArg || arg.assigned);
    return { start, end, line, info, parameters, arg: used ? arg : undefined, body };
  }

  private noteConflict(start: number): void {
    if (this.lexer.rules.implicitArg === "unless-vararg") this.argConflicts.add(start);
  }

  /** `[Name {',' Name} [',' '...'] | '...']`; returns the implicit `arg`. */
  private parameterList(parameters: LocalVariable[], start: number): LocalVariable | undefined {
    const { lexer, scope } = this;
    const { rules } = lexer;
    const { info } = scope.function;
    let arg: LocalVariable | undefined;
    const addArg = () => {
      if (!info.vararg || rules.implicitArg === "never" || this.withoutArg.has(start)) return;
      arg = scope.declare("arg", "arg", { start, end: start + "function".length, line: info.lineDefined });
    };
    if (lexer.kind !== 0x29) {
      do {
        const span = this.tokenSpan();
        if (lexer.kind === TOKEN_NAME) parameters.push(scope.declare(this.expectName(), "parameter", span));
        else if (this.accept(TOKEN_DOTS)) info.vararg = true;
        else lexer.refuseToken(`<name> or ${quoted(rules.words, "...")} expected`);
      } while (!info.vararg && this.accept(0x2c));
    }
    if (rules.words !== "5.0") addArg();
    scope.activate();
    if (parameters.length > rules.maxParameters) scope.refuseLimit(scope.function, rules.maxParameters, "parameters");
    if (rules.words === "5.0") {
      addArg();
      scope.activate();
    }
    return arg;
  }

  /** `function Name {'.' Name} [':' Name] body`: an assignment that happens on its first line. */
  protected functionStatement(opening: Opening): Statement {
    const { lexer } = this;
    lexer.next();
    let target: Target = this.name();
    while (lexer.kind === 0x2e) {
      this.settle(target);
      target = this.field(target);
    }
    const method = lexer.kind === 0x3a;
    if (method) {
      this.settle(target);
      target = this.field(target);
    }
    const name = lexer.source.slice(target.start, target.end).replace(/\s+/g, "");
    const body = this.functionBody(name, method, opening.line, opening.start);
    this.assigned(target, opening.line);
    const span = this.span(opening);
    return { kind: "Assignment", ...span, targets: [target], values: [{ kind: "Function", ...span, function: body }] };
  }

  /** `local function Name body`: the name is visible in the body. */
  protected localFunction(opening: Opening): Statement {
    const { lexer, scope } = this;
    const span = this.tokenSpan();
    const name = this.expectName();
    const variable = scope.declare(name, "function", span);
    scope.activate();
    const body = this.functionBody(name, false, lexer.line, opening.start);
    const whole = this.span(opening);
    return { kind: "LocalFunction", ...whole, variable, function: { kind: "Function", ...whole, function: body } };
  }

  /** From the opening to the end of the last token that was taken. */
  protected span({ start, line }: Opening): Span {
    return { start, end: this.lexer.lastEnd, line };
  }

  /** Notes that a target is written, not read, and that its errors report `line`. */
  protected assigned(target: Target, line: number): void {
    if (target.kind === "LocalName") {
      target.variable.reads--;
      target.variable.assigned = true;
    } else if (target.kind === "GlobalName") {
      this.scope.globals.set(target.name, { assigned: true });
    } else {
      (target as Mutable<IndexExpression>).line = line; // the statement is not finished before this
    }
  }
}
