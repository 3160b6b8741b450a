import { hookOf } from "../../../runtime/vpop3/contract.ts";
import type { Rule } from "../rule.ts";

/** Fewer parameters are legal Lua (the rest is dropped), so they are only mentioned. */
export const hookParameterCount: Rule = {
  code: "hook-parameter-count",
  severity: "warning",
  about: "A hook takes another number of parameters than VPOP3 hands to it.",
  create({ options, functions, report }) {
    const { kind } = options;
    if (kind === undefined) return {};
    return {
      end: () => {
        for (const { name, target, body } of functions) {
          const hook = hookOf(kind, name);
          const found = body.parameters.length;
          if (hook === undefined || !hook.documented || body.info.vararg || found === hook.parameters.length) continue;
          const expected = hook.parameters.map((parameter) => parameter.name).join(", ");
          const more = found > hook.parameters.length;
          report(
            target,
            `'${name}' gets ${hook.parameters.length} parameters, not ${found}${more ? "; the others are always nil" : ""}`,
            { hint: `VPOP3 calls ${name}(${expected})`, ...(more ? {} : { severity: "info" }) },
          );
        }
      },
    };
  },
};
