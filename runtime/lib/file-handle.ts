/**
 * An open file in Lua's hands: reads through a buffer; what is written is the host's to keep back.
 *
 * Invariant: the host's position is that of Lua plus the bytes of the buffer that were not read yet; before writing and seeking the two are
 * made equal.
 *
 * Governing text: Lua 5.1 manual §5.7, Lua 5.2 manual §6.8.
 */
import { charge, chargeMemory } from "../budget.ts";
import { type Buffering, HostFailure, type HostFile, type ProgramEnd } from "../host.ts";
import { stringToNumber } from "../number.ts";
import { chargeSeek, chargeWrite } from "./file-access.ts";

const READ_BYTES = 16384;

/** `standard` files are not closed by scripts; a `program` is the end of a pipe. */
export type FileKind = "file" | "standard" | "program";

export class FileHandle {
  readonly kind: FileKind;
  readonly #file: HostFile;
  #open = true;
  #buffer = "";
  #at = 0;
  /** What C's `ferror` tells: the last failure, until it is cleared. */
  failure: HostFailure | undefined = undefined;

  constructor(file: HostFile, kind: FileKind) {
    this.#file = file;
    this.kind = kind;
  }

  /** False once `close` was called, also where that failed. */
  get open(): boolean {
    return this.#open;
  }

  /** Makes sure that there is an unread byte; false at the end of the file. */
  #fill(): boolean {
    if (this.#at < this.#buffer.length) return true;
    this.#buffer = this.#file.read(READ_BYTES);
    this.#at = 0;
    return this.#buffer !== "";
  }

  /** May read ahead, and waits for a terminal or a pipe to find out. */
  atEnd(): boolean {
    return !this.#fill();
  }

  /**
   * The next line, undefined at the end. `cString`: as PUC Lua reads it, into a C string: what follows a zero byte is lost, the end of the line
   * too, so that the next one belongs to it.
   */
  readLine(keepEnd: boolean, cString = false): string | undefined {
    let piece = this.#line(keepEnd);
    if (!cString) return piece;
    let line = "";
    for (; piece !== undefined; piece = this.#line(keepEnd)) {
      const zero = piece.indexOf("\0");
      if (zero < 0) return line + piece;
      line += piece.slice(0, zero);
    }
    return line === "" ? undefined : line;
  }

  #line(keepEnd: boolean): string | undefined {
    if (!this.#fill()) return undefined;
    let line = "";
    do {
      const end = this.#buffer.indexOf("\n", this.#at);
      if (end >= 0) {
        line += this.#buffer.slice(this.#at, keepEnd ? end + 1 : end);
        this.#at = end + 1;
        break;
      }
      line += this.#takeBuffer();
    } while (this.#fill());
    charge(1 + (line.length >> 6));
    return line;
  }

  /** Up to `count` bytes; "" only at the end. */
  readBytes(count: number): string {
    let bytes = "";
    while (bytes.length < count && this.#fill()) {
      const piece = this.#buffer.slice(this.#at, this.#at + count - bytes.length);
      this.#at += piece.length;
      bytes += piece;
      charge(1 + (piece.length >> 6));
      chargeMemory(piece.length);
    }
    return bytes;
  }

  #takeBuffer(): string {
    const rest = this.#buffer.slice(this.#at);
    this.#at = this.#buffer.length;
    charge(1 + (rest.length >> 6));
    chargeMemory(rest.length);
    return rest;
  }

  /** The next byte, −1 at the end; it stays unread. */
  #peek(): number {
    return this.#fill() ? this.#buffer.charCodeAt(this.#at) : -1;
  }

  /** The next bytes as a number, as C's `scanf` takes them; undefined if they are none (what could begin one is read then). */
  readNumber(): number | undefined {
    while (isSpace(this.#peek())) this.#at++;
    let text = this.#accept(SIGN, 1);
    const word = WORDS[this.#peekChar().toLowerCase()];
    if (word !== undefined) text += this.#acceptWord(word);
    else {
      const zero = this.#accept(ZERO, 1);
      text += zero;
      const hexadecimal = zero === "" ? "" : this.#accept(X, 1);
      const digit = hexadecimal === "" ? DIGIT : HEX_DIGIT;
      text += hexadecimal + this.#accept(digit) + this.#accept(POINT, 1) + this.#accept(digit);
      const exponent = DIGIT.test(text) ? this.#accept(hexadecimal === "" ? E : P, 1) : "";
      const power = exponent === "" ? "" : this.#accept(SIGN, 1) + this.#accept(DIGIT);
      // An exponent without digits is read, but does not count.
      if (DIGIT.test(power)) text += exponent + power;
    }
    return stringToNumber(text, "5.1");
  }

  /** Reads a word in either case, up to the first byte that is not its own: that one is read, too, unless the word is `inf` by then. */
  #acceptWord(word: string): string {
    let text = "";
    for (let next = this.#peekChar(); next !== "" && text.length < word.length; next = this.#peekChar()) {
      const fits = next.toLowerCase() === word.charAt(text.length);
      if (!fits && text.length === SHORT_WORD) break;
      this.#at++;
      if (!fits) break;
      text += next;
    }
    return text;
  }

  #peekChar(): string {
    return this.#fill() ? this.#buffer.charAt(this.#at) : "";
  }

  /** Reads up to `most` bytes of a class. 200 are as many as a numeral has at most (`L_MAXLENNUM`). */
  #accept(bytes: RegExp, most = 200): string {
    let text = "";
    while (text.length < most && bytes.test(this.#peekChar())) {
      text += this.#peekChar();
      this.#at++;
    }
    return text;
  }

  /** Gives back what was read ahead. */
  #align(): void {
    const ahead = this.#buffer.length - this.#at;
    this.#buffer = "";
    this.#at = 0;
    if (ahead > 0) this.#file.seek("cur", -ahead);
  }

  /** Where Lua's position is, which the host is told first. Throws a `HostFailure`. */
  write(bytes: string): void {
    if (this.#at < this.#buffer.length) this.#align();
    chargeWrite(bytes.length);
    try {
      this.#file.write(bytes);
    } catch (error) {
      if (error instanceof HostFailure) this.failure = error;
      throw error;
    }
  }

  /** Gives the new position from the beginning, in bytes. Throws a `HostFailure`. */
  seek(whence: "set" | "cur" | "end", offset: number): number {
    chargeSeek();
    this.#align();
    return this.#file.seek(whence, offset);
  }

  /** Has the host write what it keeps back. Throws a `HostFailure`. */
  flush(): void {
    this.#file.flush();
  }

  /** How much the host may keep back (`setvbuf`). */
  buffer(mode: Buffering): void {
    this.#file.buffer(mode);
  }

  /** How a program ended, for which it waits; undefined for other files. Throws a `HostFailure`, and the file counts as closed all the same. */
  close(): ProgramEnd | undefined {
    this.#open = false;
    this.#buffer = "";
    this.#at = 0;
    return this.#file.close();
  }
}

const SIGN = /[+-]/;
/** Numbers that are words, by their first letter. */
const WORDS: Readonly<Record<string, string>> = { i: "infinity", n: "nan" };
/** Letters of `inf`. */
const SHORT_WORD = 3;
const ZERO = /0/;
const X = /x/i;
const DIGIT = /[0-9]/;
const HEX_DIGIT = /[0-9a-f]/i;
const POINT = /\./;
const E = /e/i;
const P = /p/i;

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
