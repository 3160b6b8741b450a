import type { Block, Statement } from "../../ast.ts";
import type { Rule } from "../rule.ts";

export const unreachableCode: Rule = {
  code: "unreachable-code",
  severity: "warning",
  about: "Statements stand after one that never lets control pass.",
  create({ report }) {
    return {
      block: (block) => {
        const { statements } = block;
        const stop = statements.findIndex(leaves);
        const next = stop < 0 ? undefined : statements[stop + 1];
        if (next === undefined || statements.slice(stop + 1).some((s) => s.kind === "Label")) return;
        const line = statements[stop]?.line;
        report({ start: next.start, end: next.end }, `this is never reached: control leaves at line ${line}`, {
          hint: "remove it, or move it before",
        });
      },
    };
  },
};

/** True if control never comes out behind the statement. */
function leaves(statement: Statement): boolean {
  switch (statement.kind) {
    case "Return":
    case "Break":
    case "Goto":
      return true;
    case "Do":
      return ends(statement.body);
    case "If":
      return statement.otherwise !== undefined && ends(statement.otherwise) && statement.clauses.every((c) => ends(c.body));
    case "While":
      return statement.condition.kind === "Boolean" && statement.condition.value && !hasExit(statement.body);
    case "CallStatement": {
      const { call } = statement;
      return call.kind === "Call" && call.callee.kind === "GlobalName" && call.callee.name === "error";
    }
    default:
      return false;
  }
}

function ends(block: Block): boolean {
  const last = block.statements.at(-1);
  return last !== undefined && leaves(last);
}

/** True if the body of a loop may leave it by `break` or `goto`. */
function hasExit(block: Block): boolean {
  return block.statements.some((s) => {
    switch (s.kind) {
      case "Break":
      case "Goto":
        return true;
      case "If":
        return s.clauses.some((c) => hasExit(c.body)) || (s.otherwise !== undefined && hasExit(s.otherwise));
      case "Do":
        return hasExit(s.body);
      case "While":
      case "Repeat":
      case "NumericFor":
      case "GenericFor":
        return hasGoto(s.body);
      default:
        return false;
    }
  });
}

function hasGoto(block: Block): boolean {
  return block.statements.some(
    (s) =>
      s.kind === "Goto" ||
      (s.kind === "If" && (s.clauses.some((c) => hasGoto(c.body)) || (s.otherwise !== undefined && hasGoto(s.otherwise)))) ||
      ("body" in s && hasGoto(s.body)),
  );
}
