import { editDistance } from "../nearest-name.ts";
import type { Rule } from "../rule.ts";

/** A function that is nearly a hook is never called by VPOP3, and no error tells so. */
export const hookNameTypo: Rule = {
  code: "hook-name-typo",
  severity: "warning",
  about: "A global function's name is nearly that of a hook.",
  create({ contract, functions, globalReads, report }) {
    if (contract === undefined) return {};
    const hooks = Object.keys(contract.hooks);
    return {
      end: () => {
        for (const { name, target } of functions) {
          if (hooks.includes(name)) continue;
          // A function that the script calls itself, or that rules may call by name, must be nearer.
          const called = globalReads.has(name);
          const allowed = called ? 0 : contract.freeHooksLike !== undefined || name.length < 6 ? 1 : 2;
          const meant = hooks.find((hook) => editDistance(name.toLowerCase(), hook.toLowerCase()) <= allowed);
          if (meant === undefined || functions.some((other) => other.name === meant)) continue;
          report(target, `VPOP3 never calls '${name}'; the hook is '${meant}'`, { hint: `rename it to \`${meant}\`` });
        }
      },
    };
  },
};
