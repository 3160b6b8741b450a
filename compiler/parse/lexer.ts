/**
 * Lua text to tokens, one at a time, with at most one token of look-ahead.
 *
 * Built like PUC Lua's llex.c in what can be observed: `line` is the line of the newest character read (as `linenumber` there),
 * `lastLine` that of the token consumed last; messages name tokens as it does. Source text is a byte string.
 *
 * Governing text: Lua 5.0, 5.1, 5.2 manuals §2.1.
 */
import type { Comment } from "../ast.ts";
import { READING, type Spend } from "../effort.ts";
import { DIGIT, EOZ, kindOf, NAME_START, nameEnd, SPACE } from "./character.ts";
import type { DialectRules } from "./dialect.ts";
import { readNumeral } from "./lex-number.ts";
import { longBracket, readLongBracket, readString } from "./lex-string.ts";
import type { LexerState } from "./lexer-state.ts";
import { LuaSyntaxError } from "./syntax-error.ts";
import {
  cString,
  quoted,
  RESERVED,
  TOKEN_CONCAT,
  TOKEN_DOTS,
  TOKEN_DOUBLE_COLON,
  TOKEN_EOS,
  TOKEN_EQ,
  TOKEN_GE,
  TOKEN_GOTO,
  TOKEN_LE,
  TOKEN_NAME,
  TOKEN_NE,
  TOKEN_NUMBER,
  TOKEN_STRING,
  tokenName,
} from "./token.ts";

/** Characters that are paid for at once. */
const PAID_AHEAD = 1024;

interface LexerOptions {
  readonly countNested: boolean;
  readonly skipFirstLine: boolean;
  readonly spend: Spend;
}

export class Lexer implements LexerState {
  readonly source: string;
  readonly rules: DialectRules;
  readonly chunkName: string;
  readonly comments: Comment[] = [];
  /** `[[` inside `[[ ]]` are counted. */
  readonly countNested: boolean;
  /** Set when a long bracket without `=` contained another `[[`. */
  sawNested = false;

  position = 0;
  line = 1;
  /** Line of the token consumed last, and the offset after it. */
  lastLine = 1;
  lastEnd = 0;

  /** The current token. */
  kind = TOKEN_EOS;
  text = "";
  number = 0;
  start = 0;
  end = 0;
  tokenLine = 1;

  private aheadKind = TOKEN_EOS;
  private aheadText = "";
  private aheadNumber = 0;
  private aheadStart = 0;
  private aheadEnd = 0;
  private aheadLine = 1;

  private readonly spend: Spend;
  /** Characters that are paid for. */
  private paid = 0;

  constructor(source: string, chunkName: string, rules: DialectRules, options: LexerOptions) {
    this.spend = options.spend;
    this.source = source;
    this.chunkName = chunkName;
    this.rules = rules;
    this.countNested = options.countNested;
    if (source.startsWith("#") && (options.skipFirstLine || rules.firstLineInLexer)) {
      const end = source.indexOf("\n");
      this.position = end < 0 ? source.length : end;
    }
  }

  /** The byte at the reading position, or EOZ. */
  current(): number {
    return this.position < this.source.length ? this.source.charCodeAt(this.position) : EOZ;
  }

  /** Makes the following token the current one. */
  next(): void {
    this.lastLine = this.line;
    this.lastEnd = this.end;
    if (this.aheadKind === TOKEN_EOS) {
      this.kind = this.scan();
      this.end = this.position;
      this.tokenLine = this.line;
      return;
    }
    this.kind = this.aheadKind;
    this.text = this.aheadText;
    this.number = this.aheadNumber;
    this.start = this.aheadStart;
    this.end = this.aheadEnd;
    this.tokenLine = this.aheadLine;
    this.aheadKind = TOKEN_EOS;
  }

  /** Tells of the characters that come next, before they are read. */
  private pay(): void {
    const characters = Math.min(this.position + PAID_AHEAD, this.source.length) - this.paid;
    this.paid = this.position + PAID_AHEAD;
    this.spend(READING * characters);
  }

  /** The kind of the token after the current one. */
  lookahead(): number {
    const { text, number, start } = this;
    this.aheadKind = this.scan();
    this.aheadText = this.text;
    this.aheadNumber = this.number;
    this.aheadStart = this.start;
    this.aheadEnd = this.position;
    this.aheadLine = this.line;
    this.text = text;
    this.number = number;
    this.start = start;
    return this.aheadKind;
  }

  /** Refuses the chunk; `near` is the text of the offending token as it is printed, if any. */
  refuse(reason: string, near: string | undefined, start = this.start, end = this.position): never {
    const words = this.rules.words;
    const tail = near === undefined ? "" : words === "5.2" ? ` near ${near}` : ` near ${quoted(words, near)}`;
    throw new LuaSyntaxError(
      { chunkName: this.chunkName, line: this.line, start, end: Math.max(end, start), source: this.source },
      cString(reason) + tail,
    );
  }

  /** Refuses because of characters of a name, number or string: `near 'text'`. */
  refuseText(reason: string, text: string): never {
    const shown = cString(text);
    return this.refuse(reason, this.rules.words === "5.2" ? `'${shown}'` : shown);
  }

  /** Refuses at the end of the text. */
  refuseEnd(reason: string): never {
    return this.refuse(reason, tokenName(this.rules.words, TOKEN_EOS));
  }

  /** Refuses because of the current token (`luaX_syntaxerror`). */
  refuseToken(reason: string): never {
    // A NUL is token 0, which C takes for "no token".
    if (this.kind === 0 && this.rules.words !== "5.0") return this.refuse(reason, undefined);
    return this.refuse(reason, this.tokenText(), this.start, this.end);
  }

  private tokenText(): string {
    const words = this.rules.words;
    if (this.kind !== TOKEN_NAME && this.kind !== TOKEN_NUMBER && this.kind !== TOKEN_STRING) return tokenName(words, this.kind);
    let text = this.text;
    if (this.kind === TOKEN_STRING) {
      const bracket = longBracket(this.source, this.start);
      text =
        bracket === undefined
          ? this.source.charAt(this.start) + text + this.source.charAt(this.start)
          : bracket + text + bracket.replaceAll("[", "]");
    }
    text = cString(text);
    return words === "5.2" ? `'${text}'` : text;
  }

  private scan(): number {
    const source = this.source;
    for (;;) {
      if (this.position >= this.paid) this.pay();
      let c = this.current();
      while (c === 0x20) c = source.charCodeAt(++this.position);
      if (this.position >= source.length) c = EOZ;
      this.start = this.position;
      const kind = kindOf(c);
      if ((kind & NAME_START) !== 0) {
        const end = nameEnd(source, this.position);
        this.position = end;
        const text = source.slice(this.start, end);
        this.text = text;
        return this.word(text);
      }
      if ((kind & SPACE) !== 0) {
        this.position++;
        if (c === 10) this.line++;
        continue;
      }
      if ((kind & DIGIT) !== 0) {
        readNumeral(this, this.start);
        return TOKEN_NUMBER;
      }
      switch (c) {
        case EOZ:
          return TOKEN_EOS;
        case 0x2d /* - */:
          this.position++;
          if (this.current() !== 0x2d) return c;
          this.comment();
          continue;
        case 0x22:
        case 0x27 /* quotes */:
          readString(this, c);
          return TOKEN_STRING;
        case 0x5b /* [ */:
          {
            const level = this.bracketLevel();
            if (level < 0) {
              this.position++;
              return c;
            }
            readLongBracket(this, level, "string");
            return TOKEN_STRING;
          }
        case 0x2e /* . */:
          if ((kindOf(source.charCodeAt(this.position + 1)) & DIGIT) !== 0) {
            readNumeral(this, this.start);
            return TOKEN_NUMBER;
          }
          this.position++;
          if (!this.take(0x2e)) return c;
          return this.take(0x2e) ? TOKEN_DOTS : TOKEN_CONCAT;
        case 0x3d /* = */:
          return this.pair(c, TOKEN_EQ);
        case 0x3c /* < */:
          return this.pair(c, TOKEN_LE);
        case 0x3e /* > */:
          return this.pair(c, TOKEN_GE);
        case 0x7e /* ~ */:
          return this.pair(c, TOKEN_NE);
        case 0x3a /* : */:
          this.position++;
          return this.rules.labels && this.take(0x3a) ? TOKEN_DOUBLE_COLON : c;
        default:
          if (this.rules.words === "5.0" && (c < 32 || c === 127)) this.refuseText("invalid control char", `char(${c})`);
          this.position++;
          return c;
      }
    }
  }

  private word(text: string): number {
    if (text.length > 8) return TOKEN_NAME;
    const reserved = RESERVED.get(text);
    if (reserved !== undefined) return reserved;
    return text === "goto" && this.rules.goto === "keyword" ? TOKEN_GOTO : TOKEN_NAME;
  }

  private take(c: number): boolean {
    if (this.current() !== c) return false;
    this.position++;
    return true;
  }

  /** `<` or `<=` and the like: a character that `=` may follow. */
  private pair(single: number, withEquals: number): number {
    this.position++;
    return this.take(0x3d) ? withEquals : single;
  }

  /** Number of `=` in the long bracket that opens here, or −1 for a plain `[`. */
  private bracketLevel(): number {
    const bracket = longBracket(this.source, this.position);
    if (bracket !== undefined && (bracket.length === 2 || this.rules.longBracketLevels)) return bracket.length - 2;
    if (this.rules.longBracketLevels && this.source.charAt(this.position + 1) === "=") {
      let end = this.position + 1;
      while (this.source.charAt(end) === "=") end++;
      this.position = end;
      this.refuseText("invalid long string delimiter", this.source.slice(this.start, end));
    }
    return -1;
  }

  private comment(): void {
    const start = this.start;
    const line = this.line;
    this.position++;
    const bracket = longBracket(this.source, this.position);
    if (bracket !== undefined && (bracket.length === 2 || this.rules.longBracketLevels)) {
      readLongBracket(this, bracket.length - 2, "comment");
    } else {
      const end = this.source.indexOf("\n", this.position);
      this.position = end < 0 ? this.source.length : end;
    }
    this.comments.push({ start, end: this.position, line, text: this.source.slice(start, this.position) });
  }
}
