/** The Lua lines as comments over the TypeScript that came of them, each once. */

import { expressionsOf, walkExpression } from "../analyse/walk.ts";
import type { Expression, Statement } from "../ast.ts";
import type { FunctionPlan } from "./function-plan.ts";
import type { Module } from "./module.ts";

/** The JavaScript has none. */
const NONE: readonly string[] = [];

/**
 * Comment lines for the header of a statement (the part before its first block or nested function), and for comments above it. A statement that is never
 * `reached` has nothing but comments.
 */
export function statementComments({ module, body }: FunctionPlan, statement: Statement, reached: boolean): readonly string[] {
  if (!module.options.types) return NONE;
  const from = module.lineOf(statement.start);
  const end = reached ? headerEnd(statement, module.contents.of(body).functions.length > 0) : statement.end;
  return lineComments(module, from, Math.max(from, module.lineOf(Math.max(statement.start, end - 1))));
}

/** Comment lines for the Lua lines `from` to `to` that have none yet, with the Lua comments above. */
export function lineComments(module: Module, from: number, to: number): readonly string[] {
  if (!module.options.types) return NONE;
  let start = from;
  while (start > 1 && !module.commented.has(start - 1) && /^\s*(?:--|$)/.test(module.sourceLines[start - 2] ?? "")) start--;
  const comments: string[] = [];
  for (let line = start; line <= to; line++) {
    if (module.commented.has(line)) continue;
    module.commented.add(line);
    const text = (module.sourceLines[line - 1] ?? "").trim();
    if (text !== "") comments.push(`// ${line}: ${readable(text)}`);
  }
  return comments;
}

/** `nests`: there are functions in the function. */
function headerEnd(statement: Statement, nests: boolean): number {
  switch (statement.kind) {
    case "Do":
      return statement.start + 1;
    case "While":
      return statement.condition.end;
    case "NumericFor":
      return (statement.step ?? statement.limit).end;
    case "GenericFor":
      return statement.values.at(-1)?.end ?? statement.start + 1;
    case "Repeat":
      return statement.start + 1;
    case "If":
      return statement.clauses[0] === undefined ? statement.start + 1 : statement.clauses[0].condition.end;
    case "LocalFunction":
      return statement.start + 1;
    default: {
      const nested = nests ? firstFunction(expressionsOf(statement)) : undefined;
      return nested === undefined ? statement.end : nested.start + 1;
    }
  }
}

function firstFunction(expressions: readonly Expression[]): Expression | undefined {
  for (const expression of expressions) {
    let found: Expression | undefined;
    walkExpression(expression, {
      expression: (e) => {
        if (e.kind === "Function" && (found === undefined || e.start < found.start)) found = e;
      },
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A source line as text that may stand in a comment: bytes read as UTF-8, nothing that ends a line. */
function readable(text: string): string {
  const decoded = /[\u0080-\u00FF]/.test(text) ? new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))) : text;
  // Exactly the characters that must not reach the output.
  return decoded.replace(/[\u0000-\u0008\u000B-\u001F\u2028\u2029]/g, "?");
}
