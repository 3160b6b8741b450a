import type { FunctionBody, FunctionInfo, GlobalName, LocalVariable } from "../../ast.ts";
import type { KnownNames } from "../known-names.ts";
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
    const reads: { readonly e: GlobalName; readonly f: FunctionBody }[] = [];
    /** The fields that are read of globals. */
    const fields = new Map<GlobalName, string>();
    /** By their names in lower case. */
    const locals = new Map<string, LocalVariable[]>();
    const declare = (variables: readonly LocalVariable[]) => {
      for (const variable of variables) {
        const name = variable.name.toLowerCase();
        const others = locals.get(name);
        if (others === undefined) locals.set(name, [variable]);
        else others.push(variable);
      }
    };
    const assigned = new Set<string>();
    const targets = new Set<unknown>();
    return {
      functionBody: (f) => declare(f.parameters),
      statement: (statement) => {
        if (statement.kind === "Local" || statement.kind === "GenericFor") declare(statement.variables);
        if (statement.kind === "LocalFunction" || statement.kind === "NumericFor") declare([statement.variable]);
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
      expression: (e, f) => {
        if (e.kind === "GlobalName" && !targets.has(e)) reads.push({ e, f });
        if (e.kind === "Index" && e.object.kind === "GlobalName" && e.index.kind === "String")
          fields.set(e.object, e.index.value);
        if (e.kind === "Call" && e.callee.kind === "GlobalName" && e.callee.name === "type") {
          for (const argument of e.arguments) tested.add(argument);
        }
        // `x == nil` asks whether x exists.
        if (e.kind === "Binary" && (e.left.kind === "Nil" || e.right.kind === "Nil")) tested.add(e.left).add(e.right);
      },
      end: () => {
        const names = new Set([...known.globals, ...assigned, ...Object.keys(contract?.globals ?? {})]);
        const nearest = new Map<string, string | undefined>();
        const includes = chunk.explicitEnvironment || INCLUDERS.some((name) => globalReads.has(name));
        for (const { e, f } of reads) {
          if (names.has(e.name)) continue;
          const local = locals.get(e.name.toLowerCase())?.find((variable) => isVisible(variable, e, f.info))?.name;
          if (tested.has(e) && local === undefined && !isMisspelt(e.name, names)) continue;
          if (!nearest.has(e.name)) nearest.set(e.name, nearestName(e.name, names));
          report(e, `undefined global '${e.name}'`, {
            hint: didYouMean(local ?? withField(nearest.get(e.name), fields.get(e), known)),
            ...(includes ? { severity: "info" } : {}),
          });
        }
      },
    };
  },
};

/** Whether a local was declared before `e` in its function or one around it; it may have gone out of scope. */
function isVisible({ owner, declared }: LocalVariable, e: GlobalName, f: FunctionInfo): boolean {
  let around: FunctionInfo | undefined = f;
  while (around !== undefined && around !== owner) around = around.parent;
  return around !== undefined && declared.start < e.start;
}

/** `VPOP3.GetSetting` for `vpop3.getsetting`: `table` is the name that is meant. */
function withField(table: string | undefined, field: string | undefined, { libraries }: KnownNames): string | undefined {
  const fields = table === undefined ? undefined : libraries.get(table);
  if (fields === undefined || field === undefined) return table;
  const near = fields.has(field) ? field : nearestName(field, fields);
  return near === undefined ? table : `${table}.${near}`;
}

/** Shorter names are often alike by chance. */
const LONG_NAME = 6;

/** True for a name that only tests ask for, where another name is so like it that it must be meant. */
function isMisspelt(name: string, names: ReadonlySet<string>): boolean {
  const near = name.length < LONG_NAME ? undefined : nearestName(name, names);
  return near !== undefined && editDistance(name.toLowerCase(), near.toLowerCase()) <= 2;
}
