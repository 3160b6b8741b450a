import type { GlobalName } from "../../ast.ts";
import { didYouMean, editDistance, nearestName } from "../nearest-name.ts";
import type { Rule } from "../rule.ts";

/** Functions that bring in globals which this file does not show. */
const INCLUDERS: readonly string[] = ["require", "dofile", "loadfile", "load", "loadstring", "setfenv", "module"];

/** Reads of a global that nothing defines. A name that is only tested (`if x then`) may well be absent, unless it is nearly one that is known. */
export const undefinedGlobal: Rule = {
  code: "undefined-global",
  severity: "warning",
  about: "A global is read that neither the script nor Lua nor VPOP3 defines.",
  create({ chunk, contract, known, globalReads, report }) {
    const tested = new Set<unknown>();
    const reads: GlobalName[] = [];
    const assigned = new Set<string>();
    const targets = new Set<unknown>();
    return {
      statement: (statement) => {
        if (statement.kind !== "Assignment") return;
        for (const target of statement.targets) {
          targets.add(target);
          if (target.kind === "GlobalName") assigned.add(target.name);
          const { object, index } = target.kind === "Index" ? target : {};
          if (object?.kind === "GlobalName" && object.name === "_G" && index?.kind === "String") assigned.add(index.value);
        }
      },
      condition: (e) => {
        tested.add(e);
      },
      expression: (e) => {
        if (e.kind === "GlobalName" && !targets.has(e)) reads.push(e);
        if (e.kind === "Call" && e.callee.kind === "GlobalName" && e.callee.name === "type") {
          for (const argument of e.arguments) tested.add(argument);
        }
        // `x == nil` asks whether x exists.
        if (e.kind === "Binary" && (e.left.kind === "Nil" || e.right.kind === "Nil")) tested.add(e.left).add(e.right);
      },
      end: () => {
        const names = new Set([...known.globals, ...assigned, ...Object.keys(contract?.globals ?? {})]);
        const hints = new Map<string, string | undefined>();
        const includes = chunk.explicitEnvironment || INCLUDERS.some((name) => globalReads.has(name));
        for (const e of reads) {
          if (names.has(e.name) || (tested.has(e) && !isMisspelt(e.name, names))) continue;
          if (!hints.has(e.name)) hints.set(e.name, didYouMean(nearestName(e.name, names)));
          report(e, `undefined global '${e.name}'`, {
            hint: hints.get(e.name),
            ...(includes ? { severity: "info" } : {}),
          });
        }
      },
    };
  },
};

/** Shorter names are often alike by chance. */
const LONG_NAME = 6;

/** True for a name that only tests ask for, where another name is so like it that it must be meant. */
function isMisspelt(name: string, names: ReadonlySet<string>): boolean {
  const near = name.length < LONG_NAME ? undefined : nearestName(name, names);
  return near !== undefined && editDistance(name.toLowerCase(), near.toLowerCase()) <= 2;
}
