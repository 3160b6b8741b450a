import type { Hook } from "../../../runtime/vpop3/contract.ts";
import type { CheckContext } from "../rule.ts";

/**
 * The hook that a global function of the script is. Where rules call functions by free names (smtprules), that may be every
 * function that the script does not call itself.
 */
export function hookFor(
  { contract, globalReads }: Pick<CheckContext, "contract" | "globalReads">,
  name: string,
): Hook | undefined {
  if (contract === undefined) return undefined;
  if (Object.hasOwn(contract.hooks, name)) return contract.hooks[name];
  return contract.freeHooksLike === undefined || globalReads.has(name) ? undefined : contract.hooks[contract.freeHooksLike];
}
