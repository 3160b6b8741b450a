import { DISABLED } from "../../../runtime/vpop3/contract.ts";
import type { Rule } from "../rule.ts";
import { qualifiedName } from "./qualified-name.ts";

export const disabledFunction: Rule = {
  code: "disabled-function",
  severity: "warning",
  about: "A function of Lua's libraries is used that VPOP3 takes away.",
  create({ options, report }) {
    if ((options.dialect ?? "vpop3") !== "vpop3") return {};
    return {
      expression: (e) => {
        const name = qualifiedName(e);
        const disabled = DISABLED.find((row) => row.name === name);
        if (disabled !== undefined) report(e, `VPOP3 has no ${disabled.name}`, { hint: `instead: ${disabled.instead}` });
      },
    };
  },
};
