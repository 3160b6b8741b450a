import type { LocalVariable } from "../../ast.ts";
import type { Rule } from "../rule.ts";

/** VPOP3 looks hooks up among the globals. */
export const localHook: Rule = {
  code: "local-hook",
  severity: "warning",
  about: "A function with the name of a hook is local, so VPOP3 does not find it.",
  create({ chunk, contract, functions, report }) {
    if (contract === undefined) return {};
    const examine = (variable: LocalVariable) => {
      if (!Object.hasOwn(contract.hooks, variable.name) || functions.some(({ name }) => name === variable.name)) return;
      report(variable.declared, `VPOP3 never calls '${variable.name}': it is local`, { hint: "remove `local`" });
    };
    return {
      statement: (statement, f) => {
        if (f !== chunk.body) return;
        if (statement.kind === "LocalFunction") examine(statement.variable);
        if (statement.kind !== "Local") return;
        for (const [i, variable] of statement.variables.entries()) {
          if (statement.values[i]?.kind === "Function") examine(variable);
        }
      },
    };
  },
};
