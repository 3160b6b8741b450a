/** Arithmetic, concatenation and comparison. Governing text: Lua 5.2 manual §3.4.1, §3.4.3, §3.4.4. */
import { isNaNLiteral } from "../analyse/static-types.ts";
import type { BinaryExpression, BinaryOperator, Expression } from "../ast.ts";
import { type Code, type CodeType, callText, expecting, isLiteral, operand, operation, type Sum, summed } from "./code.ts";
import { heldOperands, waitsInSight } from "./debug-mode.ts";
import type { DoorValue } from "./door.ts";
import { operands, repeatable } from "./operands.ts";
import { emitOperation, type OperatorHelper, operatorPoint, slowHelper } from "./operator-points.ts";
import type { FunctionScope } from "./scope.ts";
import { isLiteralExpression } from "./simple.ts";
import { stringLiteral } from "./text.ts";
import { emitTypeTest } from "./type-test.ts";

/** The helper of each arithmetic operator, and the operator on two numbers. */
const ARITHMETIC: Partial<
  Record<
    BinaryOperator,
    { readonly helper: OperatorHelper; readonly inline: (a: string, b: string) => string; readonly function?: DoorValue }
  >
> = {
  "+": { helper: "add", inline: (a, b) => `${a} + ${b}` },
  "-": { helper: "sub", inline: (a, b) => `${a} - ${b}` },
  "*": { helper: "mul", inline: (a, b) => `${a} * ${b}` },
  "/": { helper: "div", inline: (a, b) => `${a} / ${b}` },
  "%": { helper: "mod", inline: modulo, function: "mod2" },
  "^": { helper: "pow", inline: (a, b) => `pow2(${a}, ${b})`, function: "pow2" },
};

/** `a % b`; of small integers and a literal power of two those bits that lie below it. */
function modulo(a: string, b: string): string {
  const general = `mod2(${a}, ${b})`;
  const power = /^[a-z]/i.test(a) && /^\d+$/.test(b) ? Number(b) : 0;
  const isPower = power > 0 && power <= 2 ** 30 && (power & (power - 1)) === 0;
  return isPower ? `((${a} | 0) === ${a} ? ${a} & ${power - 1} : ${general})` : general;
}

/** What must hold before two values are known to be of the type. */
function typeChecks(a: Code, b: Code, type: "number" | "string"): readonly string[] {
  const first = a.type === type ? [] : [`typeof ${a.text} === "${type}"`];
  if (b.type !== type) first.push(`typeof ${b.text} === "${type}"`);
  return first;
}

/** `a + b` → `typeof a === "number" && typeof b === "number" ? a + b : add(a, b, "local a", "local b")`. */
export function emitArithmetic(scope: FunctionScope, expression: BinaryExpression): Code {
  const rule = ARITHMETIC[expression.operator];
  if (rule === undefined) throw new Error(`no arithmetic rule for ${expression.operator}`);
  const { a, b } = simpleOperands(scope, expression);
  if (rule.function !== undefined) scope.module.use(rule.function);
  const inline = rule.inline(operand(a), operand(b));
  const checks = typeChecks(a, b, "number");
  const least = leastOf(expression.operator, a, b);
  if (checks.length === 0) {
    if (rule.function !== undefined) return expecting(callText(inline, [a, b], "number"), least);
    if (isNaNLiteral(expression)) return operation(inline, [a, b]);
    return summed(expecting(operation(inline, [a, b], "number"), least), sumOf(scope, expression.operator, a, b));
  }
  const inPlace = impossible(a) || impossible(b) ? undefined : { condition: checks.join(" && "), text: inline };
  const list = `${a.text}, ${b.text}${names(scope, expression.left, expression.right)}`;
  const code = emitOperation(scope, expression, rule.helper, list, inPlace, [a, b]);
  if (inPlace === undefined || scope.module.suspension.operators) return code;
  return summed(expecting(code, least), sumOf(scope, expression.operator, a, b));
}

/** Larger numbers lose their last digits. */
const MOST_ADDED = 2 ** 30;

/** `a + 1`, `a - 1`, `1 + a`. In the resumed form the sum may be put where its operand was. */
function sumOf(scope: FunctionScope, operator: BinaryOperator, a: Code, b: Code): Sum | undefined {
  if (scope.mode !== "fast" || (operator !== "+" && operator !== "-")) return undefined;
  const [base, added] = operator === "+" && isWholeNumber(a) ? [b, a] : [a, b];
  if (!base.stable || isLiteral(base) || !isWholeNumber(added) || Number(added.text) > MOST_ADDED) return undefined;
  return { base: base.text, added: operator === "+" ? Number(added.text) : -Number(added.text) };
}

/** What is expected of an operation. Factors of which nothing is known are taken for sizes: `y * width + x` is a place in an array. */
function leastOf(operator: BinaryOperator, a: Code, b: Code): number | undefined {
  switch (operator) {
    case "+":
      return a.least === undefined || b.least === undefined ? undefined : a.least + b.least;
    case "-":
      return a.least === undefined || !isWholeNumber(b) ? undefined : a.least - Number(b.text);
    case "*":
      return a.least === undefined && b.least === undefined ? undefined : Math.max(0, (a.least ?? 0) * (b.least ?? 0));
    case "%":
      return 0;
    default:
      return undefined;
  }
}

function isWholeNumber({ text }: Code): boolean {
  return /^\d+$/.test(text);
}

/** True for a literal that is no number: the inline check could not hold. */
function impossible(code: Code): boolean {
  return code.type !== "number" && code.type !== "value";
}

function simpleOperands(scope: FunctionScope, expression: BinaryExpression): { readonly a: Code; readonly b: Code } {
  if (waitsInSight(scope, expression)) return heldOperands(scope, expression);
  const [a, b] = scope.settled(operands(scope, [expression.left, expression.right], "operator"));
  if (a === undefined || b === undefined) throw new Error("an operator without operands");
  return { a, b };
}

/** The names of two operands for error messages, as trailing arguments. */
function names(scope: FunctionScope, left: Expression, right: Expression): string {
  const a = registerName(scope, left);
  const b = registerName(scope, right);
  if (b !== undefined) return `, ${a ?? "undefined"}, ${b}`;
  return a === undefined ? "" : `, ${a}`;
}

/** A literal is no register of the machine: it has no name here. */
function registerName(scope: FunctionScope, side: Expression): string | undefined {
  const name = scope.describe(side);
  return name === undefined || name.startsWith("constant ") ? undefined : stringLiteral(name);
}

/**
 * `a .. "x" .. b`: strings and numbers are joined by `+`, which makes a rope; metamethods and errors are left to `concat`, which takes
 * the chain as a whole, from the right.
 */
export function emitConcat(scope: FunctionScope, expression: BinaryExpression): Code {
  const parts: Expression[] = [];
  let rest: Expression = expression;
  while (rest.kind === "Binary" && rest.operator === "..") {
    parts.push(rest.left);
    rest = rest.right;
  }
  parts.push(rest);
  const simple = repeatable(scope, operands(scope, parts, "early"));
  const unknown = simple.filter((code) => code.type !== "string" && code.type !== "number");
  const joined = `${scope.module.use("joined")}(${sum(scope, simple)})`;
  if (unknown.length === 0) return callText(joined, simple, "string");
  const labels = parts.map((part) => {
    const name = part.kind === "String" ? undefined : scope.describe(part);
    return name === undefined ? "undefined" : stringLiteral(name);
  });
  const named = labels.some((label) => label !== "undefined") ? `, [${labels.join(", ")}]` : "";
  const list = `[${simple.map((code) => code.text).join(", ")}]${named}`;
  const condition = unknown.map((code) => `${scope.module.use("isText")}(${code.text})`).join(" && ");
  const inPlace = unknown.every((code) => code.type === "value") ? { condition, text: joined } : undefined;
  return emitOperation(scope, expression, "concat", list, inPlace, simple);
}

/** The texts joined. What is added to a text that grows is put together first: V8 makes a node of a rope for each `+` with a long text. */
function sum(scope: FunctionScope, parts: readonly Code[]): string {
  const texts = parts.map((code) => (code.type === "string" ? code.text : `${scope.module.use("textOf")}(${code.text})`));
  const first = texts[0];
  return first?.startsWith('"') === true || texts.length === 2 ? texts.join(" + ") : `${first} + (${texts.slice(1).join(" + ")})`;
}

/** True for a literal whose comparison may have to be paid for (`chargeComparison` of the runtime). */
function isLong({ text }: Code): boolean {
  return text.length > 1000;
}

/** A comparison as a JavaScript boolean. */
export function emitComparison(scope: FunctionScope, expression: BinaryExpression): Code {
  switch (expression.operator) {
    case "==":
      return emitEquality(scope, expression, false);
    case "~=":
      return emitEquality(scope, expression, true);
    case "<":
      return emitOrder(scope, expression, "<", "lt", false);
    case "<=":
      return emitOrder(scope, expression, "<=", "le", false);
    case ">":
      return emitOrder(scope, expression, ">", "lt", true);
    default:
      return emitOrder(scope, expression, ">=", "le", true);
  }
}

/** `a < b` → `(typeof a === "number" && typeof b === "number" ? a < b : lt(a, b))`, with a literal `typeof a === "string"`; `a > b` is `b < a` where a metamethod decides. */
function emitOrder(
  scope: FunctionScope,
  expression: BinaryExpression,
  operator: string,
  helper: "lt" | "le",
  swapped: boolean,
): Code {
  const { a, b } = simpleOperands(scope, expression);
  const inline = `${operand(a)} ${operator} ${operand(b)}`;
  const type = a.type === "string" || b.type === "string" ? "string" : "number";
  const checks = typeChecks(a, b, type);
  if (checks.length === 0) return operation(inline, [a, b], "boolean");
  const list = swapped ? `${b.text}, ${a.text}` : `${a.text}, ${b.text}`;
  const fits = (code: Code): boolean => code.type === "value" || (code.type === type && !isLong(code));
  const inPlace = fits(a) && fits(b) ? { condition: checks.join(" && "), text: inline } : undefined;
  return emitOperation(scope, expression, helper, list, inPlace, [a, b], "boolean");
}

/** A comparison with a local that stands for a literal, as one with the literal. */
function withLiteral(scope: FunctionScope, expression: BinaryExpression): BinaryExpression {
  const [left, right] = [expression.left, expression.right].map((side) =>
    side.kind === "LocalName" ? (scope.module.literal(side.variable) ?? side) : side,
  );
  if (left === undefined || right === undefined || isLiteralExpression(left) === isLiteralExpression(right)) return expression;
  return { ...expression, left, right };
}

/** `a == "x"` → `a === "x"`; between two unknown values `__eq` of tables may still decide. */
function emitEquality(scope: FunctionScope, original: BinaryExpression, negated: boolean): Code {
  const expression = withLiteral(scope, original);
  const literals = isLiteralExpression(expression.left) || isLiteralExpression(expression.right);
  const tested = literals ? emitTypeTest(scope, expression, negated) : undefined;
  if (tested !== undefined) return tested;
  if (literals) {
    const { 0: left, 1: right } = operands(scope, [expression.left, expression.right], "operator");
    if (left === undefined || right === undefined) throw new Error("an operator without operands");
    const sliced = equalsSlice(left, right, expression.right) ?? equalsSlice(right, left, expression.left);
    if (sliced !== undefined) return operation(negated ? `!(${sliced})` : sliced, [left, right], "boolean");
    const a = left.type === "nil" ? left.text : scope.wide(left);
    const b = right.type === "nil" ? right.text : scope.wide(right);
    const lasting = negated || left.type === "boolean" || right.type === "boolean";
    const alike = left.type === right.type && (left.type === "number" || left.type === "string");
    const overlap = left.type === "value" || right.type === "value" || (alike && !(isLiteral(left) && isLiteral(right)));
    for (const side of [left, right]) if (side.type === "value" || (alike && !isLiteral(side))) scope.narrow(side.text, lasting);
    const text = `${left.atom ? a : `(${a})`} ${negated ? "!==" : "==="} ${right.atom ? b : `(${b})`}`;
    return operation(overlap ? text : widened(scope, left, right, negated), [left, right], "boolean");
  }
  const { a, b } = simpleOperands(scope, expression);
  if (UNITS.has(a.type) || UNITS.has(b.type)) {
    const overlap = a.type === "value" || b.type === "value" || (a.type === b.type && !(isLiteral(a) && isLiteral(b)));
    const text = `${a.text} ${negated ? "!==" : "==="} ${b.text}`;
    return operation(overlap ? text : widened(scope, a, b, negated), [a, b], "boolean");
  }
  const known = [a, b].find(({ type }) => type === "string");
  const other = known === a ? b : a;
  if (known !== undefined && other.type === "value") {
    const text = `typeof ${other.text} === "string" && ${scope.module.use("same")}(${a.text}, ${b.text})`;
    return negated ? operation(`!(${text})`, [a, b], "boolean") : operation(text, [a, b], "boolean");
  }
  const slow = scope.markAny(expression, `${slowHelper(scope, "eq")}(${a.text}, ${b.text})`);
  if (scope.module.suspension.operators) {
    const inPlace = { condition: `typeof ${a.text} !== "object"`, text: identity(scope, a, b) };
    const result = operatorPoint(scope, expression, "eq", inPlace, slow);
    return operation(`${result.text} ${negated ? "!==" : "==="} true`, [result], "boolean");
  }
  // Only a table whose record says so, or a userdata, may have `__eq`. Where objects with `__eq` are at hand, numbers and the like are excluded one by
  // one: V8 knows of an object it is about to make what it is not, but makes it to find out whether it can be called.
  const { module } = scope;
  const own = module.suspension.defines("__eq");
  const object = own
    ? `${a.text} !== undefined && typeof ${a.text} !== "number" && typeof ${a.text} !== "boolean"`
    : `typeof ${a.text} === "object"`;
  // TypeScript may know that there is no table.
  const table = module.options.types ? `(${a.text} as NonNullable<${module.useType("Value")}>)` : a.text;
  const text = identity(scope, a, b, ` || (${object} && ${table}.meta?.compares !== false && ${slow})`);
  return negated ? operation(`!(${text})`, [a, b], "boolean") : operation(text, [a, b], "boolean");
}

/** `s:sub(i, j) == "…"` without the piece of `s`. */
function equalsSlice({ equals }: Code, literal: Code, side: Expression): string | undefined {
  return side.kind === "String" ? equals?.(literal.text, side.value.length) : undefined;
}

/** Types of values that have no `__eq`, and are compared at once. */
const UNITS: ReadonlySet<CodeType> = new Set<CodeType>(["number", "boolean"]);

/** `a === b`, or what is given of values that are no strings; two long strings cost fuel before they are compared. */
function identity(scope: FunctionScope, a: Code, b: Code, otherwise = ""): string {
  // TypeScript would point out that the types differ, or may have narrowed the first one.
  const narrow = b.type === "value" ? scope.wide(b) !== b.text : a.type !== b.type;
  const cast = narrow && scope.module.options.types;
  const left = cast ? `(${a.text} as ${scope.module.useType("Value")})` : a.text;
  const plain = `${left} === ${b.text}${otherwise}`;
  const mayBeStrings = [a, b].every(({ type }) => type === "value" || type === "string");
  return mayBeStrings ? `(typeof ${a.text} === "string" ? ${scope.module.use("same")}(${a.text}, ${b.text}) : ${plain})` : plain;
}

/** Two values whose types TypeScript knows: it would point out that they differ. */
function widened(scope: FunctionScope, left: Code, right: Code, negated: boolean): string {
  const wide = scope.ts("(") + scope.asValue({ ...left, text: operand(left), atom: true }) + scope.ts(")");
  return `${wide} ${negated ? "!==" : "==="} ${operand(right)}`;
}
