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

/** Characters of the block that one pass executes at most. */
export function straightLength(source: string, block: Block): number {
  let sum = 0;
  for (const statement of block.statements) sum += lengthOf(source, statement);
  return sum;
}

/** Characters that one turn of a loop executes at most. */
export function turnLength(source: string, loop: Loop): number {
  const condition = loop.kind === "While" || loop.kind === "Repeat" ? spanOf(source, loop.condition) : 0;
  return condition + straightLength(source, loop.body);
}

function lengthOf(source: string, statement: Statement): number {
  switch (statement.kind) {
    case "LocalFunction":
      return FUNCTION_LENGTH;
    case "Do":
      return straightLength(source, statement.body);
    case "While":
      return spanOf(source, statement.condition);
    case "Repeat":
      return 0;
    case "NumericFor":
      return spanOf(source, statement.initial) + spanOf(source, statement.limit) + spanOf(source, statement.step);
    case "GenericFor":
      return statement.values.reduce((sum, value) => sum + spanOf(source, value), 0);
    case "If": {
      let conditions = 0;
      let longest = statement.otherwise === undefined ? 0 : straightLength(source, statement.otherwise);
      for (const { condition, body } of statement.clauses) {
        conditions += spanOf(source, condition);
        longest = Math.max(longest, straightLength(source, body));
      }
      return conditions + longest;
    }
    case "Assignment":
      return statement.values.length === 1 && statement.values[0]?.kind === "Function"
        ? FUNCTION_LENGTH
        : spanOf(source, statement);
    default:
      return spanOf(source, statement);
  }
}

/** Characters of an expression or a simple statement. */
function spanOf(source: string, span: Span | undefined): number {
  if (span === undefined) return 0;
  const text = source.slice(span.start, span.end);
  return text.length + OBJECT_LENGTH * (text.match(MAKERS)?.length ?? 0);
}
