import type { BinaryExpression, Expression, LogicalExpression, Statement } from "../../ast.ts";
import type { CheckContext, Rule } from "../rule.ts";

/** Slips in conditions that are right Lua: `x == "a" or "b"`, `x ~= "a" or x ~= "b"`, `not x == "a"`. Literals alone (`while true`) are meant. */
export const constantCondition: Rule = {
  code: "constant-condition",
  severity: "warning",
  about: "A condition is always true, or always false, whatever it compares.",
  create({ chunk, report }) {
    const textOf = ({ start, end }: Expression): string => chunk.source.slice(start, end);
    return {
      statement: (statement) => {
        for (const condition of conditionsOf(statement)) reportAlternative(condition, report);
      },
      expression: (e) => {
        if (e.kind === "Logical") reportContradiction(e, textOf, report);
        if (e.kind === "Binary") reportNegated(e, textOf, report);
      },
    };
  },
};

function conditionsOf(statement: Statement): readonly Expression[] {
  if (statement.kind === "If") return statement.clauses.map(({ condition }) => condition);
  return statement.kind === "While" || statement.kind === "Repeat" ? [statement.condition] : [];
}

/** `if x == "a" or "b"` */
function reportAlternative(condition: Expression, report: CheckContext["report"]): void {
  const e = bare(condition);
  if (e.kind !== "Logical" || e.operator !== "or") return;
  const { kind } = e.right;
  // Of 0 zero-is-true tells.
  if (kind !== "String" && !(kind === "Number" && e.right.value !== 0)) return;
  report(e.right, "this is true by itself, so the condition always is", { hint: 'compare it too, as in `x == "a" or x == "b"`' });
}

/** `x ~= "a" or x ~= "b"`, `x == "a" and x == "b"` */
function reportContradiction(
  { operator, left, right }: LogicalExpression,
  textOf: (e: Expression) => string,
  report: CheckContext["report"],
): void {
  const last = bare(left);
  const one = bare(last.kind === "Logical" && last.operator === operator ? last.right : last);
  const other = bare(right);
  const comparison = operator === "or" ? "~=" : "==";
  if (!isComparison(one, comparison) || !isComparison(other, comparison)) return;
  const [first, second] = [literalOf(one.right), literalOf(other.right)];
  if (first === undefined || second === undefined || first === second) return;
  if (!isVariable(one.left) || textOf(one.left) !== textOf(other.left)) return;
  const [always, instead] = operator === "or" ? ["true", "and"] : ["false", "or"];
  report(other, `this is always ${always}: '${textOf(one.left)}' cannot be both`, { hint: `write \`${instead}\`` });
}

/** `not x == "a"`, which is `(not x) == "a"` */
function reportNegated(e: BinaryExpression, textOf: (e: Expression) => string, report: CheckContext["report"]): void {
  if ((e.operator !== "==" && e.operator !== "~=") || e.left.kind !== "Unary" || e.left.operator !== "not") return;
  if (e.right.kind !== "String" && e.right.kind !== "Number" && e.right.kind !== "Nil") return;
  const opposite = e.operator === "==" ? "~=" : "==";
  report(e, `this compares true or false with ${textOf(e.right)}: \`not\` comes before \`${e.operator}\``, {
    hint: `write \`${textOf(e.left.operand)} ${opposite} ${textOf(e.right)}\``,
  });
}

function literalOf(e: Expression): string | number | undefined {
  return e.kind === "String" || e.kind === "Number" ? e.value : undefined;
}

function isComparison(e: Expression, operator: "==" | "~="): e is BinaryExpression {
  return e.kind === "Binary" && e.operator === operator;
}

/** A variable or a field of one, which has the same value when it is read again. */
function isVariable(e: Expression): boolean {
  let object = e;
  while (object.kind === "Index" && (object.index.kind === "String" || object.index.kind === "Number")) object = object.object;
  return object.kind === "LocalName" || object.kind === "GlobalName";
}

function bare(e: Expression): Expression {
  return e.kind === "Parenthesised" ? bare(e.expression) : e;
}
