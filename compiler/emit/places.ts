/**
 * Where a suspended function may stand, as numbers that tracebacks know: the first place on a line has the line's number, all others come behind the
 * last line of the text.
 */
import type { SuspensionPlace } from "../../runtime/script-info.ts";

export class Places {
  readonly #all = new Map<string, SuspensionPlace>();
  readonly #lines = new Set<number>();
  #next: number;

  /** `lines`: how many the text has. */
  constructor(lines: number) {
    this.#next = lines + 1;
  }

  /** The place of a call of `called` in a function, by its JavaScript name. */
  placeOf(line: number, inside: string, called: string | undefined): number {
    const key = `${line} ${inside} ${called ?? ""}`;
    const known = this.#all.get(key);
    if (known !== undefined) return known.place;
    const place = this.#lines.has(line) ? this.#next++ : line;
    this.#lines.add(line);
    this.#all.set(key, { place, line, inside, called: called ?? "" });
    return place;
  }

  /** The highest number that may stand for a line or a place. */
  get last(): number {
    return this.#next - 1;
  }

  /** In the order in which they were first asked for. */
  get all(): readonly SuspensionPlace[] {
    return [...this.#all.values()];
  }
}
