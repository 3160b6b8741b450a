/**
 * How much text one pass through a block may execute: what its straight-line code is charged by. Nested functions do not count, nor the bodies of
 * loops, which pay for themselves; of the branches of an `if` the longest counts. Comments between statements do not count.
 */
import type {
  Block,
  GenericForStatement,
  NumericForStatement,
  RepeatStatement,
  Span,
  Statement,
  WhileStatement,
} from "../ast.ts";
import { countBelow } from "./count-below.ts";

export type Loop = WhileStatement | RepeatStatement | NumericForStatement | GenericForStatement;

/** Characters that one unit of fuel pays for. */
const CHARACTERS_A_UNIT = 64;
/** Up to so many characters the unit for the turn or the call pays for all: most bodies are short. */
const FREE_CHARACTERS = 512;
/** What begins a table constructor or a function, and what each counts besides its text: it takes memory. */
const MAKERS = /\{|\bfunction\b/g;
const OBJECT_LENGTH = 32;

/** For a statement that makes a function. */
const FUNCTION_LENGTH = 16;

/** Units of fuel for characters of straight-line code. */
export function unitsFor(length: number): number {
  return length <= FREE_CHARACTERS ? 1 : Math.ceil(length / CHARACTERS_A_UNIT);
}

/** How much text the blocks of a chunk may execute. The whole text is looked through once for what makes objects. */
export class StraightLengths {
  /** Where in the text something begins that makes a table or a function, in order. */
  readonly #makers: number[] = [];

  constructor(source: string) {
    for (const { index } of source.matchAll(MAKERS)) this.#makers.push(index);
  }

  /** Characters of the block that one pass executes at most. */
  ofBlock({ statements }: Block): number {
    let sum = 0;
    for (let i = 0; i < statements.length; i++) sum += this.#ofStatement(statements[i] as Statement); // i is in range
    return sum;
  }

  /** Characters that one turn of a loop executes at most. */
  ofTurn(loop: Loop): number {
    const condition = loop.kind === "While" || loop.kind === "Repeat" ? this.#ofSpan(loop.condition) : 0;
    return condition + this.ofBlock(loop.body);
  }

  #ofStatement(statement: Statement): number {
    switch (statement.kind) {
      case "LocalFunction":
        return FUNCTION_LENGTH;
      case "Do":
        return this.ofBlock(statement.body);
      case "While":
        return this.#ofSpan(statement.condition);
      case "Repeat":
        return 0;
      case "NumericFor":
        return this.#ofSpan(statement.initial) + this.#ofSpan(statement.limit) + this.#ofSpan(statement.step);
      case "GenericFor":
        return statement.values.reduce((sum, value) => sum + this.#ofSpan(value), 0);
      case "If": {
        let conditions = 0;
        let longest = statement.otherwise === undefined ? 0 : this.ofBlock(statement.otherwise);
        for (const { condition, body } of statement.clauses) {
          conditions += this.#ofSpan(condition);
          longest = Math.max(longest, this.ofBlock(body));
        }
        return conditions + longest;
      }
      case "Assignment":
        return statement.values.length === 1 && statement.values[0]?.kind === "Function"
          ? FUNCTION_LENGTH
          : this.#ofSpan(statement);
      default:
        return this.#ofSpan(statement);
    }
  }

  /** Characters of an expression or a simple statement. */
  #ofSpan(span: Span | undefined): number {
    if (span === undefined) return 0;
    const { start, end } = span;
    return end - start + OBJECT_LENGTH * (countBelow(this.#makers, end) - countBelow(this.#makers, start));
  }
}
