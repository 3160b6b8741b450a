import type { Rule } from "../rule.ts";

export const duplicateKey: Rule = {
  code: "duplicate-key",
  severity: "warning",
  about: "A table constructor gives a value to the same key twice.",
  create({ report }) {
    return {
      expression: (e) => {
        if (e.kind !== "Table") return;
        const seen = new Set<string | number>();
        for (const field of e.fields) {
          if (field.kind !== "Field" || (field.key.kind !== "String" && field.key.kind !== "Number")) continue;
          const { value } = field.key;
          if (seen.has(value))
            report(field.key, `the key ${JSON.stringify(value)} stands in this table twice`, { hint: "remove one" });
          seen.add(value);
        }
      },
    };
  },
};
