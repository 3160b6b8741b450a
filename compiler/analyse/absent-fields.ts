/**
 * The names of fields that objects may well not have themselves, as the text of a chunk tells: those whose presence is tested (`if node.next`,
 * `t.x == nil`, `t.x or 0`), those that are set to nil, and those that the top level gives a value which is no function (`Account.limit = 100`: what
 * instances of a class have until they get their own). Reads of them look in the classes at once.
 */
import type { AssignmentStatement, Block, Chunk, Expression, LocalVariable, Statement, TableConstructor } from "../ast.ts";
import type { Contents, Test } from "./contents.ts";
import { blocksOf } from "./walk.ts";

export interface AbsentFields {
  readonly names: ReadonlySet<string>;
  /** Locals whose presence is tested. */
  readonly tested: ReadonlySet<LocalVariable>;
}

/** What may be absent, so far as it is known. */
interface Found {
  readonly names: Set<string>;
  readonly tested: Set<LocalVariable>;
}

/** Looks through the lists of all functions, and the stores of the top level. Decides speed alone: a wrong guess costs one more look. */
export function absentFields(chunk: Chunk, contents: Contents): AbsentFields {
  const found: Found = { names: new Set(), tested: new Set() };
  for (const { statements, tests, tables } of contents.functions) {
    statements.forEach((statement) => {
      inStatement(statement, found);
    });
    tests.forEach((test) => {
      inTest(test, found);
    });
    tables.forEach((table) => {
      inTable(table, found.names);
    });
  }
  classFields(chunk.body.body, found.names);
  return found;
}

function inStatement(statement: Statement, found: Found): void {
  switch (statement.kind) {
    case "If":
      for (const { condition } of statement.clauses) tested(condition, found);
      break;
    case "While":
    case "Repeat":
      tested(statement.condition, found);
      break;
    case "Assignment":
      statement.targets.forEach((target, i) => {
        if (statement.values[i]?.kind === "Nil") tested(target, found);
      });
      break;
    default:
  }
}

function inTest(test: Test, found: Found): void {
  if (test.kind === "Logical") tested(test.left, found);
  else if (test.kind === "Unary") tested(test.operand, found);
  else if (test.operator === "==" || test.operator === "~=") tested(test.left.kind === "Nil" ? test.right : test.left, found);
}

function inTable({ fields }: TableConstructor, names: Set<string>): void {
  for (const field of fields)
    if (field.kind === "Field" && field.key.kind === "String" && field.value.kind === "Nil") names.add(field.key.value);
}

/** An expression that may be nil. */
function tested(expression: Expression, found: Found): void {
  if (expression.kind === "Parenthesised") tested(expression.expression, found);
  else if (expression.kind === "Logical") tested(expression.right, found);
  else if (expression.kind === "LocalName") found.tested.add(expression.variable);
  else if (expression.kind === "Index" && expression.index.kind === "String") found.names.add(expression.index.value);
}

/** What the top level, outside of loops, stores under a name. */
function classFields({ statements }: Block, names: Set<string>): void {
  for (const statement of statements) {
    if (statement.kind === "Assignment") stored(statement, names);
    if (statement.kind === "Do" || statement.kind === "If") for (const block of blocksOf(statement)) classFields(block, names);
  }
}

function stored({ targets, values }: AssignmentStatement, names: Set<string>): void {
  targets.forEach((target, i) => {
    const value = values[i];
    if (target.kind === "Index" && target.index.kind === "String" && value !== undefined && value.kind !== "Function")
      names.add(target.index.value);
  });
}
