import type { Rule } from "../rule.ts";

export const duplicateFunction: Rule = {
  code: "duplicate-function",
  severity: "warning",
  about: "A global function is defined twice; the second definition wins.",
  create({ functions, report }) {
    return {
      end: () => {
        const lines = new Map<string, number>();
        for (const { name, target } of functions) {
          const line = lines.get(name);
          if (line !== undefined) {
            report(target, `'${name}' is defined at line ${line} already; this definition replaces it`, {
              hint: "rename one of them, or merge them",
            });
          }
          lines.set(name, target.line);
        }
      },
    };
  },
};
