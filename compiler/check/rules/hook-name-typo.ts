import { editDistance } from "../nearest-name.ts";
import type { Rule } from "../rule.ts";

/** `DoMAIL` for `DoMAILFROM`: the command without the rest. A single word such as `Do` means nothing. */
function isBeginning(name: string, hook: string): boolean {
  return name.length > 4 && /^Do[A-Z]/i.test(hook) && hook.toLowerCase().startsWith(name.toLowerCase());
}

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
          const meant =
            hooks.find((hook) => editDistance(name.toLowerCase(), hook.toLowerCase()) <= allowed) ??
            (called ? undefined : hooks.find((hook) => isBeginning(name, hook)));
          if (meant === undefined || functions.some((other) => other.name === meant)) continue;
          report(target, `VPOP3 never calls '${name}'; the hook is '${meant}'`, { hint: `rename it to \`${meant}\`` });
        }
      },
    };
  },
};
