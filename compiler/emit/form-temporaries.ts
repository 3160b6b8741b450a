/** The temporaries of one form: the same slots in both, free again after each statement. */
import { type Code, expecting, held, SAVED_AS, summed, TEMP_TYPES, type Temp, type TempKind } from "./code.ts";
import { FormVariables } from "./form-variables.ts";

const NO_TEMPORARIES: Readonly<Record<TempKind, number>> = {
  value: 0,
  call: 0,
  number: 0,
  text: 0,
  flag: 0,
  each: 0,
  walker: 0,
  values: 0,
  fn: 0,
  table: 0,
};

export abstract class FormTemporaries extends FormVariables {
  /** Temporaries that are alive over what is being evaluated. */
  protected readonly held: Temp[] = [];
  readonly #fastCounts = { ...NO_TEMPORARIES };
  readonly #slotCounts = { ...NO_TEMPORARIES };
  /** The slots that are taken, by their kinds, last ones last. */
  readonly #taken: TempKind[] = [];

  /** The name of a new temporary, without a value. In the resumed form it is its slot, a variable of the whole function that outlives a wait. */
  protected takeName(kind: TempKind): Temp {
    const slot = this.slotOnly(kind);
    if (this.mode === "resumed") {
      this.hoisted.set(slot, TEMP_TYPES[kind]);
      return { kind, text: slot, slot };
    }
    return { kind, text: `${kind}$${++this.#fastCounts[kind]}`, slot };
  }
  /** A new temporary with this value. `mutable` ones are assigned again later. */
  temp(kind: TempKind, text: string, mutable = false): Temp {
    const temp = this.takeName(kind);
    if (this.mode === "resumed") this.line(`${temp.text} = ${text};`);
    else if (this.module.stepping) this.#inFront(temp, text);
    else {
      const typed = mutable || (kind === "value" && this.loopDepth > 0);
      this.line(`${mutable ? "let" : "const"} ${temp.text}${typed ? this.typeIn(kind) : ""} = ${text};`);
    }
    return temp;
  }
  /**
   * The type of a temporary, to stand behind its name. In a loop TypeScript may not find that of a value by itself: it looks for it in variables that the
   * loop assigns, and for theirs in this value (TS7022).
   */
  protected typeIn(kind: TempKind): string {
    return this.ts(`: ${this.module.useTypesIn(TEMP_TYPES[kind])}`);
  }
  /** A temporary without a value, which the head of a loop declares (stepping.ts). */
  unset(kind: TempKind): Temp {
    return this.takeName(kind);
  }
  /** The value as text, after what is to be done before it (stepping.ts). */
  withBefore(value: string): string {
    return this.before.inFrontOf(value);
  }
  #inFront({ kind, text: name }: Temp, text: string): void {
    this.hoisted.set(name, TEMP_TYPES[kind]);
    this.before.add(`${name} = ${text}`);
  }
  /** A temporary for a value that it does not have yet. */
  emptyTemp(): Temp {
    const temp = this.takeName("value");
    if (this.module.stepping) this.hoisted.set(temp.text, TEMP_TYPES.value);
    else if (this.mode === "fast") this.line(`let ${temp.text}${this.typeIn("value")};`);
    return temp;
  }
  /** A value that may be written several times. */
  simple(code: Code): Code {
    return code.simple ? code : this.saved(code);
  }
  /** An array that is spread: evaluated now. */
  list(spread: Code): string {
    return this.temp("values", spread.text.slice("...".length)).text;
  }
  /** A value that stays what it is now. */
  saved(code: Code): Code {
    const saved = held(this.temp(SAVED_AS[code.type], this.unnarrowed(code)), code.type);
    return summed(expecting(saved, code.least), code.sum);
  }
  /** Each value in its turn as what `settle` makes of it, that is text which may be written several times; those before it are kept. */
  settled(codes: readonly Code[], settle: (code: Code, i: number) => Code = (code) => this.simple(code)): Code[] {
    const before = this.heldCount;
    const values = codes.map((code, i) => {
      const value = settle(code, i);
      this.hold(value.temps);
      return value;
    });
    this.releaseTo(before);
    return values;
  }
  /** Keeps temporaries alive over what `inner` evaluates. */
  holding<T>(temps: readonly Temp[], inner: () => T): T {
    if (temps.length === 0) return inner();
    const count = this.heldCount;
    this.hold(temps);
    const result = inner();
    this.releaseTo(count);
    return result;
  }
  /** How many temporaries are kept alive: for `releaseTo`. */
  get heldCount(): number {
    return this.held.length;
  }
  /** Keeps temporaries alive over what is evaluated until `releaseTo`. */
  hold(temps: readonly Temp[]): void {
    if (temps.length > 0) this.held.push(...temps);
  }
  /** Undoes each `hold` since `heldCount` was `count`. */
  releaseTo(count: number): void {
    this.held.length = count;
  }
  /** One statement: slots of its temporaries are free again afterwards. */
  statement(inner: () => void): void {
    const taken = this.#taken.length;
    this.branch(inner);
    this.#freeTo(taken);
  }
  /** The slots of what `inner` evaluates are free again afterwards: for parts of long expressions that leave nothing in temporaries. */
  freeing<T>(inner: () => T): T {
    const taken = this.#taken.length;
    const result = inner();
    this.#freeTo(taken);
    return result;
  }
  #freeTo(count: number): void {
    while (this.#taken.length > count) this.#slotCounts[this.#taken.pop() as TempKind]--; // there are more
  }

  /** A slot for a value that has a name of its own. */
  protected slotOnly(kind: TempKind): string {
    this.#taken.push(kind);
    return `${kind}$${++this.#slotCounts[kind]}`;
  }
}
