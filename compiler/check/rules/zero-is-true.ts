import { ARITHMETIC } from "../../analyse/operator-kinds.ts";
import type { BinaryExpression, Expression, GlobalName, LocalName } from "../../ast.ts";
import type { Rule } from "../rule.ts";
import { hookFor } from "./hook-for.ts";
import { qualifiedName } from "./qualified-name.ts";

const NUMERIC_FUNCTIONS: readonly string[] = ["string.len", "table.getn", "math.floor", "math.mod", "os.time", "os.clock"];

/** In Lua only nil and false are false. A number as a condition is a slip from C. */
export const zeroIsTrue: Rule = {
  code: "zero-is-true",
  severity: "warning",
  about: "A number is used as a condition; in Lua 0 is true.",
  create(context) {
    const { contract, functions, options, report } = context;
    /** Operators give numbers: elsewhere libraries (LPeg) bring objects that have operators of their own. */
    const plain = (options.dialect ?? "vpop3") === "vpop3";
    const values = new Map<unknown, Expression[] | "unknown">();
    const tested: (LocalName | GlobalName)[] = [];
    const note = (key: unknown, value: Expression | undefined) => {
      const known = values.get(key) ?? [];
      if (known === "unknown" || value === undefined) values.set(key, "unknown");
      else values.set(key, [...known, value]);
    };
    const numbers = numericParameters();
    /** Globals that have a value before any function runs; others may be nil when they are asked. */
    const set = new Set<string>();
    return {
      statement: (s, f) => {
        if (s.kind === "Local") {
          for (const [i, variable] of s.variables.entries()) note(variable, s.values[i]);
        }
        if (s.kind !== "Assignment") return;
        for (const [i, target] of s.targets.entries()) {
          if (target.kind !== "Index") note(keyOf(target), s.values[i]);
          if (target.kind === "GlobalName" && f === context.chunk.body) set.add(target.name);
        }
      },
      condition: (e) => {
        if (e.kind === "LocalName" && numbers.has(e.variable) && !e.variable.assigned) {
          report(e, `'${e.variable.name}' is a number, and every number is true, also 0`, { hint: "compare it, as in `> 0`" });
        } else if (e.kind === "GlobalName" && contract !== undefined && contract.globals[e.name]?.shape === "number") {
          report(e, `'${e.name}' is a number, and every number is true, also 0`, { hint: "compare it, as in `> 0`" });
        } else if (e.kind === "LocalName" || e.kind === "GlobalName") tested.push(e);
        else if (e.kind === "Number" && e.value === 0) report(e, "0 is true in Lua", { hint: "write `false`" });
        else if (isNumber(e, plain))
          report(e, "this is a number, and every number is true, also 0", { hint: "compare it, as in `> 0`" });
      },
      end: () => {
        for (const e of tested) {
          const known = values.get(keyOf(e));
          if (known === undefined || known === "unknown") continue;
          if (e.kind === "GlobalName" && contract !== undefined && Object.hasOwn(contract.globals, e.name)) continue;
          if (e.kind === "GlobalName" && !set.has(e.name)) continue;
          if (e.kind === "LocalName" && e.variable.kind !== "local") continue;
          const numbers = known.map((value) => numbersOf(value, plain));
          if (numbers.includes(undefined)) continue;
          // A number that is never 0, as in `DEBUG = 1`, may well be a switch that is always on.
          if (numbers.flat().every((value) => value?.kind === "Number" && value.value !== 0)) continue;
          const name = e.kind === "LocalName" ? e.variable.name : e.name;
          report(e, `'${name}' is a number, and every number is true, also 0`, {
            hint: `use true and false, or compare: \`${name} ~= 0\``,
          });
        }
      },
    };

    function numericParameters(): ReadonlySet<unknown> {
      const found = new Set<unknown>();
      for (const { name, body } of functions) {
        const hook = hookFor(context, name);
        for (const [i, { shape }] of (hook?.parameters ?? []).entries()) {
          if (shape === "number") found.add(body.parameters[i]);
        }
      }
      return found;
    }
  },
};

function keyOf(e: LocalName | GlobalName): unknown {
  return e.kind === "LocalName" ? e.variable : e.name;
}

/**
 * What the value may be, if that is a number in any case; `a and 0 or 1` is one of two, as a number is never passed over. Chains of operators, which may be
 * long, lean to the left.
 */
function numbersOf(e: Expression, plain: boolean): readonly Expression[] | undefined {
  const numbers: Expression[] = [];
  let rest = e;
  while (rest.kind === "Logical" || rest.kind === "Parenthesised") {
    if (rest.kind === "Parenthesised") rest = rest.expression;
    else {
      const { operator, left, right } = rest;
      const rights = numbersOf(right, plain);
      if (rights === undefined) return undefined;
      numbers.push(...rights);
      rest = operator === "or" && left.kind === "Logical" && left.operator === "and" ? left.right : left;
    }
  }
  return rest.kind === "Number" || isNumber(rest, plain) ? [...numbers, rest] : undefined;
}

/** `plain`: arithmetic gives numbers whatever the operands are. */
function isNumber(e: Expression, plain: boolean): boolean {
  if (e.kind === "Unary") return e.operator === "#" || (e.operator === "-" && e.operand.kind === "Number");
  if (e.kind === "Binary") return ARITHMETIC.has(e.operator) && (plain || areNumbers(e));
  if (e.kind === "MethodCall") return e.method === "len" && e.arguments.length === 0;
  return e.kind === "Call" && NUMERIC_FUNCTIONS.includes(qualifiedName(e.callee) ?? "");
}

/** Whether the operands of `a + b - c` are numbers. */
function areNumbers(chain: BinaryExpression): boolean {
  let rest: Expression = chain;
  while (rest.kind === "Binary" && ARITHMETIC.has(rest.operator)) {
    if (numbersOf(rest.right, false) === undefined) return false;
    rest = rest.left;
  }
  return numbersOf(rest, false) !== undefined;
}
