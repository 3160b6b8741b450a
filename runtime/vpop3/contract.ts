/**
 * The contract between VPOP3 and its scripts, whole: every script kind with its hooks and globals, every helper function.
 * This file gathers the tables and answers questions about them; the rows are in `contract-*.ts`.
 *
 * Governing text: VPOP3.md.
 */
import { MXOUT, RELAYOUT } from "./contract-sending.ts";
import { SMTPRULES } from "./contract-smtprules.ts";
import { SMTPSVR } from "./contract-smtpsvr.ts";
import type { Hook, HookArguments, HookReturns, ScriptKind } from "./contract-types.ts";
import { ERRORS, PASSWORDCHECK, POP3CLT, SIGNATURE, USER_REDIRECT } from "./contract-users.ts";

export { DISABLED, DISABLED_IN_SAFETY_MODE, HELPERS, type HelperName } from "./contract-libraries.ts";
export type * from "./contract-types.ts";
export { BASE } from "./contract-types.ts";
export { compareVersions, isNewer } from "./version.ts";

/** Every kind of script, by its id: the file name without `.lua` and without a number. */
export const CONTRACT = {
  smtpsvr: SMTPSVR,
  smtprules: SMTPRULES,
  relayout: RELAYOUT,
  mxout: MXOUT,
  user_redirect: USER_REDIRECT,
  passwordcheck: PASSWORDCHECK,
  errors: ERRORS,
  signature: SIGNATURE,
  pop3clt: POP3CLT,
} as const satisfies Record<string, ScriptKind>;

export type ScriptKindId = keyof typeof CONTRACT;

export type HookName<K extends ScriptKindId> = keyof (typeof CONTRACT)[K]["hooks"] & string;

/** What the host hands to a hook, by position. */
export type ArgumentsOf<K extends ScriptKindId, H extends HookName<K>> = HookArguments<HooksOf<K>[H]>;

/** What a hook said, by the names of the contract's rows. */
export type ReturnsOf<K extends ScriptKindId, H extends HookName<K>> = HookReturns<HooksOf<K>[H]>;

type HooksOf<K extends ScriptKindId> = (typeof CONTRACT)[K]["hooks"];

/** The kind of a script and, for `smtprules_N.lua`, its number. */
export interface ScriptName {
  readonly kind: ScriptKindId;
  readonly number: number | undefined;
  /** The user whose own script it is (`<username>/user_redirect.lua`). */
  readonly user: string | undefined;
}

/**
 * Which kind of script a file is, by its name alone (`SMTPSVR.LUA`, `ann/user_redirect.lua`, `smtprules_2.lua`); undefined for a
 * script with a free name. Names are Windows names: case does not matter (VPOP3.md §1.4).
 */
export function scriptNameOf(fileName: string): ScriptName | undefined {
  const parts = fileName.replaceAll("\\", "/").toLowerCase().split("/");
  const base = parts.at(-1) ?? "";
  const user = parts.length > 1 ? parts.at(-2) : undefined;
  for (const [kind, contract] of Object.entries(CONTRACT) as [ScriptKindId, ScriptKind][]) {
    const [before, after] = contract.file.split("#");
    if (before === undefined) continue;
    if (after === undefined) {
      if (base === before && (user === undefined || contract.perUser)) return { kind, number: undefined, user };
      continue;
    }
    if (user !== undefined || !base.startsWith(before) || !base.endsWith(after)) continue;
    const digits = base.slice(before.length, base.length - after.length);
    if (/^[1-9][0-9]{0,8}$/.test(digits)) return { kind, number: Number(digits), user: undefined };
  }
  return undefined;
}

/** The contract of a hook, or undefined if the kind has none of that name. For free names of rules see `freeHooksLike`. */
export function hookOf(kind: ScriptKindId, name: string): Hook | undefined {
  const hooks: Readonly<Record<string, Hook>> = CONTRACT[kind].hooks;
  return Object.hasOwn(hooks, name) ? hooks[name] : undefined;
}
