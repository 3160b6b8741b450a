import type { IndexExpression } from "../../ast.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import type { Rule } from "../rule.ts";
import { qualifiedName } from "./qualified-name.ts";

export const unknownLibraryFunction: Rule = {
  code: "unknown-library-function",
  severity: "warning",
  about: "A field of a library table is read that does not exist.",
  create({ chunk, known, report }) {
    const assigned = new Set<string>();
    const targets = new Set<unknown>();
    const reads: IndexExpression[] = [];
    return {
      statement: (statement) => {
        if (statement.kind !== "Assignment") return;
        for (const target of statement.targets) {
          targets.add(target);
          const name = qualifiedName(target);
          if (name !== undefined) assigned.add(name);
        }
      },
      expression: (e) => {
        if (e.kind === "Index" && !targets.has(e)) reads.push(e);
      },
      end: () => {
        for (const e of reads) {
          const name = qualifiedName(e);
          const [table = "", field = ""] = name?.split(".") ?? [];
          const fields = known.libraries.get(table);
          if (name === undefined || fields === undefined || fields.has(field)) continue;
          if (assigned.has(name) || chunk.globals.get(table)?.assigned) continue;
          const near = nearestName(field, fields);
          report(e, `'${table}' has no field '${field}'`, { hint: didYouMean(near && `${table}.${near}`) });
        }
      },
    };
  },
};
