import type { FunctionBody, LocalVariable } from "../../ast.ts";
import type { Rule } from "../rule.ts";
import { hookFor } from "./hook-for.ts";

interface Watched {
  readonly name: string;
  readonly place: { readonly start: number; readonly end: number };
  readonly variable: LocalVariable;
  changed: boolean;
  returns: boolean;
}

/** VPOP3 acts on what a hook returns, not on the table it handed out. */
export const lostActions: Rule = {
  code: "lost-actions",
  severity: "warning",
  about: "A hook changes its actions table but never returns it.",
  create(context) {
    const { functions, report } = context;
    const watched = new Map<FunctionBody, Watched>();
    for (const { name, body, target } of functions) {
      const hook = hookFor(context, name);
      const index = hook?.parameters.findIndex((p) => p.name === "actions") ?? -1;
      const variable = body.parameters[index];
      if (hook === undefined || variable === undefined || !hook.returns.some((r) => r.name === "actions")) continue;
      watched.set(body, { name, place: target, variable, changed: false, returns: false });
    }
    return {
      statement: (statement, f) => {
        const hook = watched.get(f);
        if (hook === undefined) return;
        if (statement.kind === "Return" && statement.values.length > 0) hook.returns = true;
        if (statement.kind !== "Assignment") return;
        for (const target of statement.targets) {
          if (target.kind === "Index" && target.object.kind === "LocalName" && target.object.variable === hook.variable) {
            hook.changed = true;
          }
        }
      },
      end: () => {
        for (const { name, place, variable, changed, returns } of watched.values()) {
          if (!changed || returns) continue;
          report(place, `'${name}' changes ${variable.name} but returns nothing, so VPOP3 does not see it`, {
            hint: `end it with \`return ${variable.name}\``,
          });
        }
      },
    };
  },
};
