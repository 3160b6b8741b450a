/**
 * MessageLineRaw and MessageLine: gives each line of a message to the script, without its line end; a string that comes back is the line
 * from then on. Raw lines are as on the wire, with the dot that the client stuffed (VPOP3.md §2.3, §9 O2).
 *
 * Only made if the script defines one of the two; lines are cut out of chunks as strings, because the script gets them so.
 */
import type { HookSeries, ScriptHooks } from "../hooks/script-hooks.ts";

type Series = HookSeries<"smtpsvr">;

export class LineHooks {
  readonly #hooks: ScriptHooks<"smtpsvr">;
  readonly #raw: boolean;
  readonly #processed: boolean;
  /** The start of a line whose end has not come yet. */
  #partial = "";

  constructor(hooks: ScriptHooks<"smtpsvr">) {
    this.#hooks = hooks;
    this.#raw = hooks.has("MessageLineRaw");
    this.#processed = hooks.has("MessageLine");
  }

  /** The lines that are complete in these pieces, as the script left them. */
  async take(pieces: readonly Buffer[]): Promise<Buffer[]> {
    let text = this.#partial;
    for (const piece of pieces) text += piece.toString("latin1");
    let out = "";
    let from = 0;
    const series = this.#hooks.series();
    for (;;) {
      const end = text.indexOf("\r\n", from);
      if (end < 0) break;
      const line = this.#ask(series, text.slice(from, end));
      out += `${line instanceof Promise ? await line : line}\r\n`;
      from = end + 2;
    }
    series.end();
    this.#partial = text.slice(from);
    return out === "" ? [] : [Buffer.from(out, "latin1")];
  }

  /** What is left when the data has ended. */
  async finish(): Promise<Buffer[]> {
    if (this.#partial === "") return [];
    const series = this.#hooks.series();
    const line = await this.#ask(series, this.#partial);
    series.end();
    this.#partial = "";
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
      const text = asLine(answer ?? stuffed);
      return text.startsWith(".") ? text.slice(1) : text;
    };
    return said instanceof Promise ? said.then((settled) => use(settled?.line)) : use(said?.line);
  }

  #askProcessed(series: Series, line: string): string | Promise<string> {
    const said = series.call("MessageLine", line);
    return said instanceof Promise ? said.then((settled) => asLine(settled?.line ?? line)) : asLine(said?.line ?? line);
  }
}

/** What a script returns may hold several lines; their ends become CRLF, a last one is not doubled. */
function asLine(text: string): string {
  return /[\r\n]/.test(text) ? text.replace(/(?:\r\n|\r|\n)$/, "").replace(/\r\n|\r|\n/g, "\r\n") : text;
}
