import type { Expression, LocalVariable } from "../../ast.ts";
import type { Rule } from "../rule.ts";

/** `local x = x` keeps the meaning of the name and is fine. */
export const shadowedLocal: Rule = {
  code: "shadowed-local",
  severity: "warning",
  about: "A local hides another local of the same name.",
  create({ report }) {
    const examine = (variable: LocalVariable, value?: Expression) => {
      const { shadows } = variable;
      if (shadows === undefined || variable.name.startsWith("_")) return;
      if (shadows.kind === "arg" || shadows.kind === "env" || variable.kind === "self") return;
      if (value?.kind === "LocalName" && value.variable === shadows) return;
      const { line } = shadows.declared;
      report(variable.declared, `'${variable.name}' hides the ${NAMES[shadows.kind]} of the same name of line ${line}`, {
        hint: "give one of them another name",
      });
    };
    return {
      functionBody: (body) => {
        for (const parameter of body.parameters) examine(parameter);
      },
      statement: (statement) => {
        if (statement.kind === "Local") {
          for (const [i, variable] of statement.variables.entries()) examine(variable, statement.values[i]);
        }
        if (statement.kind === "LocalFunction" || statement.kind === "NumericFor") examine(statement.variable);
        if (statement.kind === "GenericFor") for (const variable of statement.variables) examine(variable);
      },
    };
  },
};

const NAMES: Readonly<Record<LocalVariable["kind"], string>> = {
  local: "local",
  parameter: "parameter",
  for: "loop variable",
  function: "local function",
  self: "parameter",
  arg: "parameter",
  env: "local",
};
