/** Lines of emitted text with indentation, put together of parts: no line is copied before the whole is written. */
import type { Spend } from "../effort.ts";

/** Levels beyond these are not indented any further: else the text of deep nests would be spaces for the most part. */
const MAX_INDENTED = 32;

const INDENTS: readonly string[] = Array.from({ length: MAX_INDENTED + 1 }, (_, depth) => "  ".repeat(depth));

/** A line that cannot be known before more has been emitted: it is asked for when the lines are written. */
export type LateLine = () => string;

/** Text with line ends in it (a nested function) is indented as a whole. */
export class Lines {
  readonly #spend: Spend;
  readonly #indented: boolean;
  #parts: (string | LateLine | Lines)[] = [];
  /** How deep each part stands. */
  #depths: number[] = [];
  #depth = 0;

  constructor(spend: Spend, indented: boolean) {
    this.#spend = spend;
    this.#indented = indented;
  }

  /** Charges the compiler's effort for the text. */
  add(text: string): void {
    this.#spend(text.length);
    this.#parts.push(text);
    this.#depths.push(this.#depth);
  }
  /** `line` is called once for each `write`; its text is charged then. */
  addLate(line: LateLine): void {
    this.#parts.push(line);
    this.#depths.push(this.#depth);
  }
  /** Adds lines, also those that `other` gets later. */
  addAll(other: Lines): void {
    this.#parts.push(other);
    this.#depths.push(this.#depth);
  }
  /** For lines that are added from now on, until `outdent`. */
  indent(): void {
    this.#depth++;
  }
  /** Ends what the last `indent` that is open began. */
  outdent(): void {
    this.#depth--;
  }
  /** True also with empty `Lines` in it; a late line is one, whatever it will say. */
  get isEmpty(): boolean {
    return this.#parts.every((part) => part instanceof Lines && part.isEmpty);
  }
  /** Forgets all lines; the level of indentation stays. */
  clear(): void {
    this.#parts = [];
    this.#depths = [];
  }
  /** Moves the lines to others: these are empty again. */
  take(): Lines {
    const taken = new Lines(this.#spend, this.#indented);
    taken.#parts = this.#parts;
    taken.#depths = this.#depths;
    this.clear();
    return taken;
  }
  /** Hands over line by line. */
  write(line: (text: string, indent: string) => void, outer = 0): void {
    const parts = this.#parts;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as string | LateLine | Lines; // i is in range
      const depth = outer + (this.#depths[i] ?? 0);
      if (part instanceof Lines) {
        part.write(line, depth);
        continue;
      }
      const indent = this.#indented ? (INDENTS[Math.min(depth, MAX_INDENTED)] ?? "") : "";
      const text = typeof part === "string" ? part : this.#known(part);
      if (text.includes("\n")) for (const each of text.split("\n")) line(each, indent);
      else line(text, indent);
    }
  }
  #known(late: LateLine): string {
    const text = late();
    this.#spend(text.length);
    return text;
  }
  /** All lines, without a line end behind the last. */
  toString(): string {
    const lines: string[] = [];
    this.write((text, indent) => lines.push(text === "" ? "" : indent + text));
    return lines.join("\n");
  }
}
