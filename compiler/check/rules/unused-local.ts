import type { LocalVariable } from "../../ast.ts";
import type { Rule } from "../rule.ts";

/** Names that begin with `_` are meant to be unused; so are those before a used one in the same statement. */
export const unusedLocal: Rule = {
  code: "unused-local",
  severity: "warning",
  about: "A local variable or function is never read.",
  create({ contract, report }) {
    const examine = (variable: LocalVariable) => {
      if (variable.reads > 0 || variable.name.startsWith("_")) return;
      // `local-hook` says more.
      if (variable.kind === "function" && contract !== undefined && Object.hasOwn(contract.hooks, variable.name)) return;
      const what = variable.kind === "function" ? "local function" : "local";
      report(
        variable.declared,
        variable.assigned ? `${what} '${variable.name}' is assigned but never read` : `unused ${what} '${variable.name}'`,
        { hint: `remove it, or call it \`_${variable.name}\`` },
      );
    };
    return {
      statement: (statement) => {
        if (statement.kind === "LocalFunction") examine(statement.variable);
        if (statement.kind !== "Local") return;
        const lastUsed = statement.variables.findLastIndex((variable) => variable.reads > 0);
        statement.variables.slice(lastUsed + 1).forEach(examine);
      },
    };
  },
};
