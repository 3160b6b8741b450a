import type { Expression, IndexExpression } from "../../ast.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import type { Rule } from "../rule.ts";
import { qualifiedName } from "./qualified-name.ts";

/** Fields of libraries that a script asks for (`table.unpack or unpack`) may well be absent. */
export const unknownLibraryFunction: Rule = {
  code: "unknown-library-function",
  severity: "warning",
  about: "A field of a library table is read that does not exist.",
  create({ chunk, known, report }) {
    const assigned = new Set<string>();
    const targets = new Set<unknown>();
    const reads: IndexExpression[] = [];
    const tested = new Set<string>();
    const test = (e: Expression): void => {
      const name = qualifiedName(e);
      if (name !== undefined) tested.add(name);
    };
    return {
      statement: (statement) => {
        if (statement.kind !== "Assignment") return;
        for (const target of statement.targets) {
          targets.add(target);
          const name = qualifiedName(target);
          if (name !== undefined) assigned.add(name);
        }
      },
      condition: test,
      expression: (e) => {
        if (e.kind === "Index" && !targets.has(e)) reads.push(e);
        // The last resort: `unpack or table.unpack`.
        if (e.kind === "Logical" && e.operator === "or") test(e.right);
        if (e.kind === "Binary" && (e.left.kind === "Nil" || e.right.kind === "Nil"))
          for (const side of [e.left, e.right]) test(side);
      },
      end: () => {
        for (const e of reads) {
          const name = qualifiedName(e);
          const [table = "", field = ""] = name?.split(".") ?? [];
          const fields = known.libraries.get(table);
          if (name === undefined || fields === undefined || fields.has(field)) continue;
          if (assigned.has(name) || tested.has(name) || chunk.globals.get(table)?.assigned) continue;
          const near = nearestName(field, fields);
          report(e, `'${table}' has no field '${field}'`, { hint: didYouMean(near && `${table}.${near}`) });
        }
      },
    };
  },
};
