import type { Shape } from "../../../runtime/vpop3/contract.ts";
import type { LocalVariable } from "../../ast.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import type { Rule } from "../rule.ts";
import { hookFor } from "./hook-for.ts";

/** `actions.SkipSnd = 1`: VPOP3 never looks at the field. Reads of such fields are nil. */
export const unknownField: Rule = {
  code: "unknown-field",
  severity: "warning",
  about: "A field of a table from VPOP3 is used that the contract does not know.",
  create(context) {
    const { functions, report } = context;
    const records = new Map<LocalVariable, readonly string[]>();
    for (const { name, body } of functions) {
      hookFor(context, name)?.parameters.forEach(({ shape }, i) => {
        const variable = body.parameters[i];
        const fields = fieldsOf(shape);
        if (variable !== undefined && !variable.assigned && fields !== undefined) records.set(variable, fields);
      });
    }
    return {
      expression: (e) => {
        if (e.kind !== "Index" || e.object.kind !== "LocalName" || e.index.kind !== "String") return;
        const field = e.index.value;
        const fields = records.get(e.object.variable);
        if (fields === undefined || fields.includes(field)) return;
        report(e.index, `VPOP3 knows no '${field}' in ${e.object.variable.name}`, {
          hint: didYouMean(nearestName(field, fields)) ?? `it knows: ${fields.join(", ")}`,
        });
      },
    };
  },
};

function fieldsOf(shape: Shape): readonly string[] | undefined {
  return typeof shape === "object" && "record" in shape ? Object.keys(shape.record) : undefined;
}
