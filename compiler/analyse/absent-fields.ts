/**
 * The names of fields that objects may well not have themselves, as the text of a chunk tells: those whose presence is tested (`if node.next`,
 * `t.x == nil`, `t.x or 0`), those that are set to nil, and those that the top level gives a value which is no function (`Account.limit = 100`: what
 * instances of a class have until they get their own). Reads of them look in the classes at once.
 */
import type { AssignmentStatement, Block, Chunk, Expression, Statement, TableConstructor } from "../ast.ts";
import type { Contents, Test } from "./contents.ts";
import { blocksOf } from "./walk.ts";

export function absentFields(chunk: Chunk, contents: Contents): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { statements, tests, tables } of contents.functions) {
    for (const statement of statements) inStatement(statement, names);
    for (const test of tests) inTest(test, names);
    for (const table of tables) inTable(table, names);
  }
  classFields(chunk.body.body, names);
  return names;
}

function inStatement(statement: Statement, names: Set<string>): void {
  switch (statement.kind) {
    case "If":
      for (const { condition } of statement.clauses) tested(condition, names);
      break;
    case "While":
    case "Repeat":
      tested(statement.condition, names);
      break;
    case "Assignment":
      statement.targets.forEach((target, i) => {
        if (statement.values[i]?.kind === "Nil") tested(target, names);
      });
      break;
    default:
  }
}

function inTest(test: Test, names: Set<string>): void {
  if (test.kind === "Logical") tested(test.left, names);
  else if (test.kind === "Unary") tested(test.operand, names);
  else if (test.operator === "==" || test.operator === "~=") tested(test.left.kind === "Nil" ? test.right : test.left, names);
}

function inTable({ fields }: TableConstructor, names: Set<string>): void {
  for (const field of fields)
    if (field.kind === "Field" && field.key.kind === "String" && field.value.kind === "Nil") names.add(field.key.value);
}

/** An expression that may be nil. */
function tested(expression: Expression, names: Set<string>): void {
  if (expression.kind === "Parenthesised") tested(expression.expression, names);
  else if (expression.kind === "Logical") tested(expression.right, names);
  else if (expression.kind === "Index" && expression.index.kind === "String") names.add(expression.index.value);
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
