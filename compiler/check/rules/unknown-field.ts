import type { ValueShape } from "../contract-values.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import type { Rule } from "../rule.ts";

/** `actions.SkipSnd = 1`: VPOP3 never looks at the field. Reads of such fields are nil. */
export const unknownField: Rule = {
  code: "unknown-field",
  severity: "warning",
  about: "A field of a table from VPOP3 is used that the contract does not know.",
  create({ chunk, values, report }) {
    return {
      expression: (e) => {
        if (e.kind !== "Index" || e.index.kind !== "String") return;
        const field = e.index.value;
        const fields = fieldsOf(values.shapesOf(e.object));
        if (fields === undefined || fields.includes(field)) return;
        report(e.index, `VPOP3 knows no '${field}' in ${chunk.source.slice(e.object.start, e.object.end)}`, {
          hint: didYouMean(nearestName(field, fields)) ?? `it knows: ${fields.join(", ")}`,
        });
      },
    };
  },
};

/** The fields of a value that is a table with named fields wherever it has any. */
function fieldsOf(shapes: readonly ValueShape[] = []): readonly string[] | undefined {
  const fields = shapes
    .filter((shape) => shape !== "nil" && shape !== "number")
    .map((shape) => (typeof shape === "object" && "record" in shape ? Object.keys(shape.record) : undefined));
  return fields.length === 0 || fields.includes(undefined) ? undefined : fields.flatMap((names) => names ?? []);
}
