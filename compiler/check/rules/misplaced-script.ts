import type { Rule } from "../rule.ts";

/** Source of the rule: VPOP3.md §1.4. */
export const misplacedScript: Rule = {
  code: "misplaced-script",
  severity: "warning",
  about: "A script has the name of one that VPOP3 calls, but lies in a folder inside the scripts folder.",
  create({ chunk, options, report }) {
    return {
      end: () => {
        const [first] = chunk.body.body.statements;
        if (options.misplaced === undefined || first === undefined) return;
        report(first, `VPOP3 calls ${options.misplaced} in the scripts folder only, not this one in a folder inside it`, {
          hint: "move it there; if this folder is a scripts folder of its own, check that folder",
        });
      },
    };
  },
};
