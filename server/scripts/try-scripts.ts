/**
 * The trial of a new version: the top level of each script runs once, as it will in every session, before anything depends on it. What
 * scripts print is dropped. Hooks are not called: they would answer to a client that is not there.
 */
import type { TryScripts } from "./live-scripts.ts";
import { neutralGlobals, type ScriptOpener } from "./open-script.ts";

/** Runs every script of a set whose kind the server knows; a script with a free name runs when another one requires it. */
export function scriptTrial(opener: ScriptOpener): TryScripts {
  return async (set) => {
    const problems: string[] = [];
    for (const script of set.scripts) {
      if (script.kind === "") continue;
      const { failure } = await opener.open(set, script, neutralGlobals(script.name), () => undefined);
      if (failure)
        problems.push(`${failure.message} (when its top level ran; ${failure.kind})`, ...failure.traceback.split("\n"));
    }
    return problems;
  };
}
