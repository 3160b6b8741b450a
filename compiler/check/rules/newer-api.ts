import { HELPERS, type Helper, hookOf, isNewer, type Version } from "../../../runtime/vpop3/contract.ts";
import type { Rule } from "../rule.ts";
import { qualifiedName } from "./qualified-name.ts";

/** Everything is checked against the configured version; without one nothing is too new. */
export const newerApi: Rule = {
  code: "newer-api",
  severity: "warning",
  about: "Something is used that the configured VPOP3 version does not have yet.",
  create({ chunk, options, contract, functions, report }) {
    const { kind, vpop3Version } = options;
    if (vpop3Version === undefined) return {};
    const examine = (place: { start: number; end: number }, what: string, since: Version | undefined) => {
      if (!isNewer(since, vpop3Version)) return;
      report(place, `${what} needs VPOP3 ${since}; configured is ${vpop3Version}`, {
        hint: "raise the configured version, or do without",
      });
    };
    const helpers: Readonly<Record<string, Helper>> = HELPERS;
    return {
      expression: (e) => {
        const name = qualifiedName(e);
        if (name !== undefined && Object.hasOwn(helpers, name)) examine(e, name, helpers[name]?.since);
        if (e.kind === "GlobalName" && contract !== undefined && Object.hasOwn(contract.globals, e.name)) {
          examine(e, `the global ${e.name}`, contract.globals[e.name]?.since);
        }
      },
      end: () => {
        if (contract !== undefined)
          examine({ start: 0, end: Math.min(1, chunk.end) }, contract.file.replace("#", "N"), contract.since);
        for (const { name, target, body } of functions) {
          const hook = kind === undefined ? undefined : hookOf(kind, name);
          if (hook === undefined) continue;
          examine(target, `the hook ${name}`, hook.since);
          body.parameters.forEach((parameter, i) => {
            if (parameter.reads > 0) examine(parameter.declared, `the parameter ${parameter.name}`, hook.parameters[i]?.since);
          });
        }
      },
    };
  },
};
