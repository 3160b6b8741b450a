/**
 * Operators of chunks that define metamethods: functions of the module between the operation and the runtime. V8 notes for each module which
 * metamethods they call, and puts those into the operations; the runtime's functions see those of all scripts.
 *
 *     function $operator$add(a, b, whatA, whatB) {
 *       const handler = typeof a === "number" ? b?.meta?.table?.$__add : a?.meta?.table?.$__add;
 *       if (typeof handler !== "function") return add(a, b, whatA, whatB);
 *       if (--rt.fuel < 0) `${refuel}`;
 *       return first(handler(a, b));
 *     }
 *
 * The metamethod is read from each operand in a place of its own: V8 makes no object that serves only the next operation (`a + b * 2`), unless that
 * object may be one of two.
 */
import type { Dialect } from "../../runtime/dialect.ts";
import type { OPERATOR_FRAME } from "../../runtime/script-info.ts";
import type { Imports } from "./door.ts";
import type { Lines } from "./lines.ts";

/** Operators whose metamethods are looked for in their operands in the same way in all dialects. */
const ARITHMETIC = ["add", "sub", "mul", "div", "mod", "pow"] as const;
const RELATIONS = ["eq", "lt", "le"] as const;
const NEGATION = "unm";

export type OwnOperator = (typeof ARITHMETIC)[number] | (typeof RELATIONS)[number] | typeof NEGATION;

const PREFIX: typeof OPERATOR_FRAME = "$operator$";

const OWN: ReadonlySet<string> = new Set([...ARITHMETIC, ...RELATIONS, NEGATION]);

/** Whether a runtime function is an operator that a module may have of its own. */
export function isOwnOperator(helper: string): helper is OwnOperator {
  return OWN.has(helper);
}

/** What the module calls its own. */
export function ownOperatorName(helper: OwnOperator): string {
  return PREFIX + helper;
}

/** What the text of an operator uses of its module. */
interface Owner extends Imports {
  readonly options: { readonly dialect: Dialect };
}

/** The function of an operator. */
export function addOwnOperator(lines: Lines, helper: OwnOperator, types: boolean, door: Owner): void {
  const relation = RELATIONS.some((name) => name === helper);
  const negation = helper === NEGATION;
  const ts = (annotation: string): string => (types ? annotation : "");
  const value = ts(`: ${door.useType("Value")}`);
  const operands = negation ? ["a"] : ["a", "b"];
  const names = relation ? [] : operands.map((operand) => `what${operand.toUpperCase()}`);
  const parameters = [...operands.map((name) => name + value), ...names.map((name) => name + ts("?: string"))];
  lines.add(`function ${ownOperatorName(helper)}(${parameters.join(", ")})${relation ? ts(": boolean") : value} {`);
  lines.indent();
  const of = (operand: string): string => `${operand}?.meta?.table?.$__${helper}`;
  lines.add(`const handler = ${relation || negation ? of("a") : `typeof a === "number" ? ${of("b")} : ${of("a")}`};`);
  // Relations want the same metamethod of both operands; of two that differ, or are not there, the runtime knows more.
  const other = relation ? ` || ${of("b")} !== handler` : "";
  lines.add(`if (typeof handler !== "function"${other}) return ${door.use(helper)}(${[...operands, ...names].join(", ")});`);
  lines.add(`if (--${door.use("rt")}.fuel < 0) \`\${${door.use("refuel")}}\`;`);
  // 5.0 gives the metamethod of a negation one operand, later versions the same twice.
  const second = negation ? (door.options.dialect === "5.0" ? "undefined" : "a") : "b";
  const result = `${door.use("first")}(handler(a, ${second}))`;
  lines.add(`return ${relation ? `${door.use("truthy")}(${result})` : result};`);
  lines.outdent();
  lines.add("}");
}
