/**
 * MessageLineRaw and MessageLine: gives each line of a message to the script, without its line end; a string that comes back is the line
 * from then on. Raw lines are as on the wire, with the dot that the client stuffed (VPOP3.md §2.3, §9 O2).
 *
 * Only made if the script defines one of the two; lines are cut out of chunks as strings, because the script gets them so.
 */
import type { HookSeries, ScriptHooks } from "../hooks/script-hooks.ts";

/** A longer line is not shown to the script: it passes as it is. (MaxLineLength refuses the message, unless it is 0.) */
const MAX_LINE_BYTES = 1 << 20;

type Series = HookSeries<"smtpsvr">;

export class LineHooks {
  readonly #hooks: ScriptHooks<"smtpsvr">;
  readonly #raw: boolean;
  readonly #processed: boolean;
  /** The start of a line whose end has not come yet; never ends with CR. */
  #partial: string[] = [];
  #partialBytes = 0;
  /** A CR at the end of a chunk, whose LF may come. */
  #carry = "";
  /** The present line is too long for the script; it passes as it is. */
  #passing = false;
  #stopped = false;

  constructor(hooks: ScriptHooks<"smtpsvr">) {
    this.#hooks = hooks;
    this.#raw = hooks.has("MessageLineRaw");
    this.#processed = hooks.has("MessageLine");
  }

  /** The lines that are complete in these pieces, as the script left them. Linear in the bytes, however long the lines are. */
  async take(pieces: readonly Buffer[]): Promise<Buffer[]> {
    let text = this.#carry;
    for (const piece of pieces) text += piece.toString("latin1");
    this.#carry = text.endsWith("\r") ? "\r" : "";
    if (this.#carry !== "") text = text.slice(0, -1);
    let out = "";
    let from = 0;
    const series = this.#hooks.series();
    for (;;) {
      const end = text.indexOf("\r\n", from);
      if (end < 0 || this.#stopped) break;
      if (this.#passing) out += `${text.slice(from, end)}\r\n`;
      else {
        const line = this.#ask(series, this.#completed(text.slice(from, end)));
        out += `${line instanceof Promise ? await line : line}\r\n`;
      }
      this.#passing = false;
      from = end + 2;
    }
    series.end();
    out += this.#keep(from === 0 ? text : text.slice(from));
    return out === "" ? [] : [Buffer.from(out, "latin1")];
  }

  /** The client has gone: no hook hears of further lines. */
  stop(): void {
    this.#stopped = true;
  }

  #completed(rest: string): string {
    if (this.#partial.length === 0) return rest;
    const line = this.#partial.join("") + rest;
    this.#partial = [];
    this.#partialBytes = 0;
    return line;
  }

  /** Keeps the start of a line; gives what is to be passed on at once, because the line is too long. */
  #keep(text: string): string {
    if (this.#passing || text === "") return text;
    this.#partial.push(text);
    this.#partialBytes += text.length;
    if (this.#partialBytes <= MAX_LINE_BYTES) return "";
    this.#passing = true;
    return this.#completed("");
  }

  /** What is left when the data has ended. */
  async finish(): Promise<Buffer[]> {
    const rest = this.#completed("") + this.#carry;
    if (rest === "" || this.#stopped) return [];
    const series = this.#hooks.series();
    const line = await this.#ask(series, rest);
    series.end();
    return [Buffer.from(`${line}\r\n`, "latin1")];
  }

  #ask(series: Series, line: string): string | Promise<string> {
    const raw = this.#raw ? this.#askRaw(series, line) : line;
    if (!this.#processed) return raw;
    return raw instanceof Promise ? raw.then((text) => this.#askProcessed(series, text)) : this.#askProcessed(series, raw);
  }

  #askRaw(series: Series, line: string): string | Promise<string> {
    const stuffed = line.startsWith(".") ? `.${line}` : line;
    const said = series.call("MessageLineRaw", stuffed);
    const use = (answer: string | undefined) => {
      const text = answer === undefined || answer === stuffed ? stuffed : asLine(answer);
      return text.startsWith(".") ? text.slice(1) : text;
    };
    return said instanceof Promise ? said.then((settled) => use(settled?.line)) : use(said?.line);
  }

  #askProcessed(series: Series, line: string): string | Promise<string> {
    const said = series.call("MessageLine", line);
    const use = (answer: string | undefined) => (answer === undefined || answer === line ? line : asLine(answer));
    return said instanceof Promise ? said.then((settled) => use(settled?.line)) : use(said?.line);
  }
}

/** What a script returns may hold several lines; their ends become CRLF, a last one is not doubled. */
function asLine(text: string): string {
  return /[\r\n]/.test(text) ? text.replace(/(?:\r\n|\r|\n)$/, "").replace(/\r\n|\r|\n/g, "\r\n") : text;
}
