import { type Reachability, reachability } from "../../analyse/reachability.ts";
import type { FunctionBody, Statement } from "../../ast.ts";
import type { Rule } from "../rule.ts";

export const unreachableCode: Rule = {
  code: "unreachable-code",
  severity: "warning",
  about: "Statements stand after one that never lets control pass.",
  create({ report }) {
    const known = new Map<FunctionBody, Reachability>();
    return {
      functionBody: (body) => {
        known.set(body, reachability(body.body, callsError));
      },
      block: ({ statements }, f) => {
        const next = statements.findIndex((s) => s.kind !== "Label" && known.get(f)?.reaches(s) === false);
        const [before, first] = [statements[next - 1], statements[next]];
        if (before === undefined || first === undefined) return;
        report({ start: first.start, end: first.end }, `this is never reached: control leaves at line ${before.line}`, {
          hint: "remove it, or move it before",
        });
      },
    };
  },
};

/** `error(…)` does not return, where it is Lua's. */
function callsError(statement: Statement): boolean {
  if (statement.kind !== "CallStatement") return false;
  const { call } = statement;
  return call.kind === "Call" && call.callee.kind === "GlobalName" && call.callee.name === "error";
}
