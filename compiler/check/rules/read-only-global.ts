import type { Rule } from "../rule.ts";

export const readOnlyGlobal: Rule = {
  code: "read-only-global",
  severity: "warning",
  about: "A global is assigned that VPOP3 only writes.",
  create({ contract, report }) {
    if (contract === undefined) return {};
    return {
      statement: (statement) => {
        if (statement.kind !== "Assignment") return;
        for (const target of statement.targets) {
          if (target.kind !== "GlobalName" || !Object.hasOwn(contract.globals, target.name)) continue;
          if (contract.globals[target.name]?.direction !== "in") continue;
          report(target, `VPOP3 never reads '${target.name}' back, and overwrites it before each hook`, {
            hint: "use a variable of another name",
          });
        }
      },
    };
  },
};
