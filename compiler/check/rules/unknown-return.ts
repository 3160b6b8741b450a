import type { Hook, ReturnValue, Shape } from "../../../runtime/vpop3/contract.ts";
import type { Expression, FunctionBody, ReturnStatement } from "../../ast.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import type { CheckContext, Rule } from "../rule.ts";
import { hookFor } from "./hook-for.ts";

/** Looks at what is certain: literals, table constructors, and the number of values. */
export const unknownReturn: Rule = {
  code: "unknown-return",
  severity: "warning",
  about: "A hook returns something that its contract does not know.",
  create(context) {
    const hooks = new Map<FunctionBody, { name: string; hook: Hook }>();
    for (const { name, body } of context.functions) {
      const hook = hookFor(context, name);
      if (hook !== undefined) hooks.set(body, { name, hook });
    }
    return {
      statement: (statement, f) => {
        const found = hooks.get(f);
        if (statement.kind === "Return" && found !== undefined) examine(statement, found.name, found.hook, context);
      },
    };
  },
};

function examine({ values }: ReturnStatement, name: string, hook: Hook, { report }: CheckContext): void {
  const extra = values[hook.returns.length];
  if (extra !== undefined) {
    const rows = hook.returns.map((row) => row.name).join(", ") || "nothing";
    report(
      extra,
      `VPOP3 reads ${hook.returns.length === 0 ? "no value" : `only ${hook.returns.length}`} of what '${name}' returns`,
      {
        hint: `it knows: ${rows}`,
      },
    );
  }
  values.slice(0, hook.returns.length).forEach((value, i) => {
    const rows = hook.order === "type" ? hook.returns : hook.returns.slice(i, i + 1);
    if (rows.length === 0 || rows.some((row) => fits(value, row.shape))) {
      for (const row of rows) if (fits(value, row.shape)) examineValue(value, row, report);
      return;
    }
    const expected = rows.map((row) => `${row.name} (${describe(row.shape)})`).join(" or ");
    report(value, `'${name}' returns ${describeValue(value)} where VPOP3 expects ${expected}`, {
      hint: rows.map(({ name: row, about, absent }) => `${row}: ${about}; as it is, VPOP3 takes ${absent}`).join(", or "),
    });
  });
}

function examineValue(value: Expression, row: ReturnValue, report: CheckContext["report"]): void {
  if (row.shape === "reply" && value.kind === "String" && value.value !== "" && !/^[2-5]\d\d(?!\d)/.test(value.value)) {
    report(value, `the reply ${JSON.stringify(value.value)} has no SMTP code`, { hint: 'begin it with a code, as in "550 No"' });
  }
  const number = constantNumber(value);
  if (row.name === "action" && number !== undefined && ![0, 1, 2, 3, 4].includes(number)) {
    report(value, `there is no action ${number}`, { hint: row.about });
  }
  if (value.kind !== "Table" || typeof row.shape !== "object" || !("record" in row.shape)) return;
  const names = Object.keys(row.shape.record);
  for (const field of value.fields) {
    if (field.kind !== "Field" || field.key.kind !== "String" || names.includes(field.key.value)) continue;
    report(field.key, `VPOP3 knows no '${field.key.value}' in ${row.name}`, {
      hint: didYouMean(nearestName(field.key.value, names)) ?? `it knows: ${names.join(", ")}`,
    });
  }
}

function constantNumber(value: Expression): number | undefined {
  if (value.kind === "Number") return value.value;
  return value.kind === "Unary" && value.operator === "-" && value.operand.kind === "Number" ? -value.operand.value : undefined;
}

/** False only if the value is certainly of another type and VPOP3 cannot convert it (VPOP3.md §7). */
function fits(value: Expression, shape: Shape): boolean {
  switch (value.kind) {
    case "Table":
      return typeof shape === "object" || shape === "map" || shape === "lines" || shape === "any";
    case "String":
      if (shape === "number") return value.value.trim() !== "" && Number.isFinite(Number(value.value));
      return typeof shape === "string" && shape !== "map";
    case "Number":
      return shape === "number" || shape === "boolean" || shape === "string" || shape === "any" || shape === "reply";
    case "Boolean":
      return shape === "boolean" || shape === "any";
    case "Function":
      return shape === "any";
    default:
      return true;
  }
}

function describe(shape: Shape): string {
  if (typeof shape === "string") return shape === "reply" ? "string" : shape === "map" ? "table" : shape;
  return "table";
}

function describeValue(value: Expression): string {
  switch (value.kind) {
    case "Number":
      return `the number ${value.raw}`;
    case "String":
      return `the string ${JSON.stringify(value.value)}`;
    case "Boolean":
      return String(value.value);
    default:
      return `a ${value.kind.toLowerCase()}`;
  }
}
