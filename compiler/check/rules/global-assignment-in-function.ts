import type { Rule } from "../rule.ts";

/**
 * Such a variable lives on between calls, which is seldom meant: the author forgot `local`. What `Start` assigns is meant: it is
 * where scripts set up their state (VPOP3.md §8.1).
 */
export const globalAssignmentInFunction: Rule = {
  code: "global-assignment-in-function",
  severity: "warning",
  about: "A function assigns a global that the top level does not declare.",
  create({ chunk, contract, functions, report }) {
    const start = functions.find(({ name }) => name === "Start")?.body;
    const declared = new Set<string>(Object.keys(contract?.globals ?? {}));
    const inside: { name: string; start: number; end: number }[] = [];
    return {
      statement: (statement, f) => {
        if (statement.kind !== "Assignment") return;
        for (const target of statement.targets) {
          if (target.kind !== "GlobalName") continue;
          if (f === chunk.body || f === start) declared.add(target.name);
          else inside.push(target);
        }
      },
      end: () => {
        for (const target of inside) {
          if (declared.has(target.name)) continue;
          report(target, `'${target.name}' becomes a global here`, {
            hint: `write \`local ${target.name}\`, or assign it at the top level if it shall outlive the call`,
          });
        }
      },
    };
  },
};
