/** Lines of emitted text with indentation, put together of parts: no line is copied before the whole is written. */
import type { Spend } from "../effort.ts";

/** Levels beyond these are not indented any further: else the text of deep nests would be spaces for the most part. */
const MAX_INDENTED = 32;

const INDENTS: readonly string[] = Array.from({ length: MAX_INDENTED + 1 }, (_, depth) => "  ".repeat(depth));

/** Text with line ends in it (a nested function) is indented as a whole. */
export class Lines {
  readonly #spend: Spend;
  readonly #indented: boolean;
  #parts: (string | Lines)[] = [];
  /** How deep each part stands. */
  #depths: number[] = [];
  #depth = 0;

  constructor(spend: Spend, indented: boolean) {
    this.#spend = spend;
    this.#indented = indented;
  }

  add(text: string): void {
    this.#spend(text.length);
    this.#parts.push(text);
    this.#depths.push(this.#depth);
  }
  /** Adds lines, also those that `other` gets later. */
  addAll(other: Lines): void {
    this.#parts.push(other);
    this.#depths.push(this.#depth);
  }
  indent(): void {
    this.#depth++;
  }
  outdent(): void {
    this.#depth--;
  }
  get isEmpty(): boolean {
    return this.#parts.every((part) => typeof part !== "string" && part.isEmpty);
  }
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
  /** Replaces each text. */
  change(changed: (text: string) => string): void {
    this.#parts.forEach((part, i) => {
      if (typeof part === "string") this.#parts[i] = changed(part);
      else part.change(changed);
    });
  }
  /** Hands over line by line. */
  write(line: (text: string, indent: string) => void, outer = 0): void {
    const parts = this.#parts;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as string | Lines; // i is in range
      const depth = outer + (this.#depths[i] ?? 0);
      if (typeof part !== "string") part.write(line, depth);
      else {
        const indent = this.#indented ? (INDENTS[Math.min(depth, MAX_INDENTED)] ?? "") : "";
        if (part.includes("\n")) for (const text of part.split("\n")) line(text, indent);
        else line(part, indent);
      }
    }
  }
  toString(): string {
    const lines: string[] = [];
    this.write((text, indent) => lines.push(text === "" ? "" : indent + text));
    return lines.join("\n");
  }
}
