/** Random expressions, read off a tape (program-text.ts). */
import type { RealVersion } from "../lua/oracle.ts";

export abstract class Expressions {
  readonly #tape: readonly number[];
  #at = 0;
  protected readonly version: RealVersion;
  protected depth = 0;
  /** Locals in scope, innermost last. */
  protected readonly locals: string[] = ["object", "other"];
  /** Those that only ever hold numbers, as the text tells. */
  protected readonly numbers: string[] = ["turns"];
  /** Local functions in scope. */
  protected readonly functions: string[] = [];
  protected readonly loopVariables = new Set<string>();
  protected inVararg = true;

  constructor(tape: readonly number[], version: RealVersion) {
    this.#tape = tape;
    this.version = version;
  }

  /** The next choice of so many. */
  protected pick(count: number): number {
    const value = this.#tape[this.#at++] ?? 0;
    return value % count;
  }

  protected target(): string {
    switch (this.pick(5)) {
      case 0:
        return this.assignable();
      case 1:
        return ["g1", "g2", "g3"][this.pick(3)] ?? "g1";
      case 2:
        return `object.${this.#field()}`;
      case 3:
        return `other[${this.atom()}]`;
      default:
        return `${this.#object()}.${this.#field()}`;
    }
  }

  /** A local that may be assigned: in 5.0 it is undefined what that does to a loop's variable (Lua 5.0 manual §2.4.5). */
  protected assignable(): string {
    const name = this.locals.length > 2 ? this.#local(2) : "g2";
    return this.version === "5.0" && this.loopVariables.has(name) ? "g2" : name;
  }

  /** No literal: PUC Lua folds those, and then names operands in messages by the code that is left. */
  #variable(): string {
    return ["g1", "g2", "g3", this.#local(0)][this.pick(4)] ?? "g1";
  }

  #local(from: number): string {
    const { length } = this.locals;
    return this.locals[length - 1 - this.pick(length - from)] ?? "object";
  }

  /** Mostly what can be indexed and called: errors end a part before all that follows has been compared. */
  #object(): string {
    return this.pick(6) === 5 ? this.#local(0) : (["object", "other"][this.pick(2)] ?? "object");
  }

  /** Mostly a number, or what has metamethods. */
  #operand(): string {
    switch (this.pick(8)) {
      case 5:
        return "object";
      case 6:
      case 7:
        return this.value();
      default:
        return this.number();
    }
  }

  /** A small number, perhaps in a variable, perhaps one that changes those variables. */
  protected numberName(): string {
    return this.numbers[this.numbers.length - 1 - this.pick(this.numbers.length)] ?? "turns";
  }

  protected number(): string {
    switch (this.pick(6)) {
      case 1:
      case 2:
        return this.numberName();
      case 3:
        return "count";
      case 4:
        return "step()";
      case 5:
        return `counted[${this.pick(4)}]`;
      default:
        return String(this.pick(5));
    }
  }

  #field(): string {
    return ["x", "n", "y", "z"][this.pick(4)] ?? "x";
  }

  protected list(most: number): string {
    const count = this.pick(most + 1);
    if (count === 0) return this.#many() ?? this.value();
    return [...Array.from({ length: count }, () => this.value()), this.#many() ?? this.value()].join(", ");
  }

  /** Something with several values, or undefined. */
  #many(): string | undefined {
    switch (this.pick(5)) {
      case 1:
        return this.call();
      case 2:
        return this.inVararg ? "..." : undefined;
      case 3:
        return `(${this.call()})`;
      default:
        return undefined;
    }
  }

  protected call(): string {
    const argument = (): string => (this.depth > 5 ? this.atom() : this.list(1));
    switch (this.pick(14)) {
      case 0:
        return `type(${this.value()})`;
      case 10:
      case 11:
        return `turn(${argument()})`;
      case 1:
      case 2: {
        const name = this.functions[this.functions.length - 1 - this.pick(Math.max(1, this.functions.length))];
        return name === undefined ? `tostring(${this.atom()})` : `${name}(${argument()})`;
      }
      case 3:
        return `string.sub("hello", ${this.pick(7)}, ${this.pick(7) - 3})`;
      case 4:
        return `object(${argument()})`;
      case 5:
        return `rawget(object, ${this.atom()})`;
      case 6:
        return `string.rep(${this.atom()}, ${this.pick(4)})`;
      case 7:
        return this.version === "5.0" ? "unpack({1, 2, 3})" : `select(${this.pick(4) - 1}, 1, 2, 3)`;
      case 8:
        return `string.find("a=b", "(%a)=(%a)")`;
      case 9:
        return `math.${this.pick(2) === 0 ? "max" : "min"}(${this.number()}, ${this.number()})`;
      case 12:
        return `string.sub("hello", ${this.number()}, ${this.number()})`;
      default:
        return `${this.#object()}(${this.atom()})`;
    }
  }

  protected atom(): string {
    switch (this.pick(8)) {
      case 0:
        // 5.1 merges the constants 0 and -0, so zeros are made at run time.
        return String(1 + this.pick(11));
      case 1:
        return this.#local(0);
      case 2:
        return ['"a"', '"b"', '"10"', '""', '"0x10"', '" 5 "', '"1e1"'][this.pick(7)] ?? '"a"';
      case 3:
        return ["true", "false"][this.pick(2)] ?? "true";
      case 4:
        return "nil";
      case 5:
        return ["g1", "g2", "g3"][this.pick(3)] ?? "g1";
      case 6:
        return ["0.5", "-1", "1e15", "123456789012", "1/0", "2^53"][this.pick(6)] ?? "0.5";
      default:
        return this.locals.length > 2 ? this.#local(2) : "1";
    }
  }

  protected value(): string {
    if (this.depth > 6) return this.atom();
    this.depth += 2;
    const text = this.#compound();
    this.depth -= 2;
    return text;
  }

  #compound(): string {
    switch (this.pick(15)) {
      case 0:
      case 1:
      case 2:
        return this.atom();
      case 3:
        return `(${this.#operand()} ${["+", "-", "*", "/"][this.pick(4)]} ${this.#operand()})`;
      case 4:
        return `(${this.#operand()} .. ${this.#operand()})`;
      case 5:
        return `(${this.#operand()} ${["==", "~=", "<", "<=", ">", ">="][this.pick(6)]} ${this.#operand()})`;
      case 6:
        return `(${this.#variable()} and ${this.value()})`;
      case 7:
        return `(${this.#variable()} or ${this.value()})`;
      case 8:
        return `not ${this.atom()}`;
      case 9:
        return `-${this.atom()}`;
      case 10:
        return this.pick(2) === 0 ? `${this.#local(0)}.${this.#field()}` : `${this.#variable()}[${this.value()}]`;
      case 11:
        return `(${this.call()})`;
      case 14:
        return `(${this.number()} ${["+", "-", "<", "==", ".."][this.pick(5)]} ${this.number()})`;
      case 12: {
        const fields = [this.value(), `x = ${this.value()}`, `[${this.atom()}] = ${this.atom()}`].slice(0, this.pick(4));
        const rest = this.#many();
        return `{${[...fields, ...(rest === undefined ? [] : [rest])].join(", ")}}`;
      }
      default: {
        const text = this.version === "5.0" ? this.atom() : `(${this.atom()} % ${1 + this.pick(5)})`;
        return text;
      }
    }
  }
}
