/**
 * What every rule of the grammar does with tokens: takes those it expects, refuses others in Lua's words, and counts how deeply rules are nested.
 * As PUC Lua's lparser.c.
 */
import type { Span } from "../ast.ts";
import type { Lexer } from "./lexer.ts";
import { Scope } from "./scope.ts";
import { quoted, TOKEN_NAME, tokenName } from "./token.ts";

export class TokenParser {
  readonly lexer: Lexer;
  readonly scope: Scope;
  /** Depth of nested statements and expressions, as PUC Lua counts it. */
  protected level: number;
  /** The deepest level that was reached. */
  deepest: number;

  constructor(lexer: Lexer, outerLevels: number) {
    this.lexer = lexer;
    this.scope = new Scope(lexer);
    this.level = lexer.rules.baseLevel + outerLevels;
    this.deepest = this.level;
  }

  /** Begins a statement or expression inside another; beyond the limit of the version refuses the chunk in its words. Each needs one `leaveLevel`. */
  protected enterLevel(): void {
    const { rules } = this.lexer;
    if (++this.level > this.deepest) this.deepest = this.level;
    if (this.level <= rules.maxLevels) return;
    if (rules.words === "5.0") this.lexer.refuseToken(`too many syntax levels`);
    if (rules.words === "5.1") this.lexer.refuse("chunk has too many syntax levels", undefined);
    this.scope.refuseLimit(this.scope.function, rules.maxLevels, "C levels");
  }

  /** Ends what `enterLevel` began. */
  protected leaveLevel(): void {
    this.level--;
  }

  /** Consumes the token if it is the current one. */
  protected accept(kind: number): boolean {
    if (this.lexer.kind !== kind) return false;
    this.lexer.next();
    return true;
  }

  /** Consumes a token of this kind; refuses any other one. */
  protected expect(kind: number): void {
    if (!this.accept(kind)) this.lexer.refuseToken(`${this.named(kind)} expected`);
  }

  /** Expects the token that closes `opener`, which stands at `line`. */
  protected expectMatch(kind: number, opener: number, line: number): void {
    if (this.accept(kind)) return;
    if (line === this.lexer.line) this.lexer.refuseToken(`${this.named(kind)} expected`);
    this.lexer.refuseToken(`${this.named(kind)} expected (to close ${this.named(opener)} at line ${line})`);
  }

  /** A token kind in quotes, as "… expected" messages name it. */
  private named(kind: number): string {
    const words = this.lexer.rules.words;
    const name = tokenName(words, kind);
    return words === "5.2" ? name : quoted(words, name);
  }

  /** Consumes a name and gives it; refuses any other token. */
  protected expectName(): string {
    const { lexer } = this;
    if (lexer.kind !== TOKEN_NAME) {
      lexer.refuseToken(lexer.rules.words === "5.1" ? "'<name>' expected" : "<name> expected");
    }
    const name = lexer.text;
    lexer.next();
    return name;
  }

  /** The span of the current token. */
  protected tokenSpan(): Span {
    const { start, end, tokenLine } = this.lexer;
    return { start, end, line: tokenLine };
  }
}
