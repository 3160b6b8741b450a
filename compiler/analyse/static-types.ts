/**
 * What the locals of a chunk always hold, and what its small functions always give, where the text alone tells: numbers that are only ever
 * computed from numbers, tables that a constructor made. Emitted code needs no checks for them.
 *
 * A local's type is what all its assignments have in common. A parameter's is what all calls pass, if its function is bound to a local for good
 * and that local is only ever called: no other caller can have the function then. The search begins with "nothing is assigned yet" and
 * grows until nothing changes, so that `n = n + 1` keeps a number a number.
 *
 * Metamethods cannot be told from the text: an operator has a type only on operands that have none.
 */
import type { BinaryExpression, CallExpression, Expression, FunctionBody, LocalVariable, LogicalExpression } from "../ast.ts";
import type { Spend } from "../effort.ts";
import type { Contents, FunctionContents } from "./contents.ts";
import type { Suspension } from "./suspension.ts";

/** What a value is known to be; `value` is any Lua value. */
export type StaticType = "number" | "string" | "boolean" | "table" | "value";

export interface StaticTypes {
  of(local: LocalVariable): StaticType;
  /** The value of a direct call of a function that always gives one (`Suspension.single`). */
  result(body: FunctionBody): StaticType;
}

/** For debug mode, where locals are changed from outside. */
export const UNTYPED: StaticTypes = { of: () => "value", result: () => "value" };

/** Where a value comes from: an expression, or all that is known of it. */
type Source = Expression | StaticType;

/** What flows into each local, and out of each function that gives one value. */
interface Flow {
  readonly locals: Map<LocalVariable, Source[]>;
  readonly results: Map<FunctionBody, Source[]>;
}

/** A value that flows into a local or out of a function. */
interface Edge {
  readonly to: LocalVariable | FunctionBody;
  readonly source: Source;
  waiting: boolean;
}

/** The types of all expressions and locals that the text alone tells; `spend` is charged for the steps. */
export function analyseTypes(contents: Contents, suspension: Suspension, spend: Spend): StaticTypes {
  const flow = flowOf(contents, suspension);
  const types = new Map<LocalVariable | FunctionBody, StaticType>();
  /** The edges whose values depend on a local or a function. */
  const readers = new Map<LocalVariable | FunctionBody, Set<Edge>>();
  const queue: Edge[] = [];
  const begin = (sources: readonly Source[], to: LocalVariable | FunctionBody): void => {
    if (sources.includes("value")) types.set(to, "value");
    else for (const source of sources) queue.push({ to, source, waiting: true });
  };
  flow.locals.forEach(begin);
  flow.results.forEach(begin);
  let reader: Edge | undefined;
  const read = (from: LocalVariable | FunctionBody): Found => {
    const known = types.get(from);
    if (known === "value") return known; // it stays so
    let edges = readers.get(from);
    if (edges === undefined) {
      edges = new Set();
      readers.set(from, edges);
    }
    if (reader !== undefined) edges.add(reader);
    return known;
  };
  const typeOf = typing((local) => (flow.locals.has(local) ? read(local) : "value"), read, suspension, spend);
  // Whatever has changed is followed to what depends on it; no type changes more than twice.
  for (const edge of queue) {
    edge.waiting = false;
    const before = types.get(edge.to);
    if (before === "value") continue;
    reader = edge;
    const type = common(before, typeof edge.source === "string" ? edge.source : typeOf(edge.source, 0));
    if (type === undefined || type === before) continue;
    types.set(edge.to, type);
    for (const dependent of readers.get(edge.to) ?? []) {
      if (dependent.waiting) continue;
      dependent.waiting = true;
      queue.push(dependent);
    }
  }
  return {
    of: (local) => types.get(local) ?? "value",
    result: (body) => types.get(body) ?? "value",
  };
}

function flowOf({ functions }: Contents, suspension: Suspension): Flow {
  const locals = new Map<LocalVariable, Source[]>();
  const results = new Map<FunctionBody, Source[]>();
  const calls = new Map<LocalVariable, CallExpression[]>();
  const uses = new Map<LocalVariable, number>();
  const assign = (local: LocalVariable, source: Source): void => {
    const known = locals.get(local);
    if (known === undefined) locals.set(local, [source]);
    else known.push(source);
  };
  const collect = ({ body, statements, locals: names, calls: sites }: FunctionContents): void => {
    // In 5.1 it is nil in a function that uses `...`.
    if (body.arg !== undefined) assign(body.arg, body.info.usesVararg ? "value" : "table");
    const returned: Expression[] = [];
    statements.forEach((statement) => {
      switch (statement.kind) {
        case "Local":
          statement.variables.forEach((variable, i) => {
            assign(variable, statement.values[i] ?? "value");
          });
          break;
        case "Assignment":
          statement.targets.forEach((target, i) => {
            if (target.kind === "LocalName") assign(target.variable, statement.values[i] ?? "value");
          });
          break;
        case "NumericFor":
          assign(statement.variable, "number");
          break;
        case "GenericFor":
          for (const variable of statement.variables) assign(variable, "value");
          break;
        case "LocalFunction":
          assign(statement.variable, "value");
          break;
        case "Return":
          returned.push(...statement.values);
          break;
        default:
      }
    });
    names.forEach(({ variable }) => {
      if (suspension.functionOf(variable) !== undefined) uses.set(variable, (uses.get(variable) ?? 0) + 1);
    });
    sites.forEach((call) => {
      if (call.kind !== "Call" || call.callee.kind !== "LocalName") return;
      const { variable } = call.callee;
      if (suspension.functionOf(variable) === undefined) return;
      const known = calls.get(variable);
      if (known === undefined) calls.set(variable, [call]);
      else known.push(call);
    });
    if (suspension.single(body)) results.set(body, returned);
  };
  for (const contents of functions) collect(contents);
  const onlyCalled = new Map<FunctionBody, readonly CallExpression[]>();
  for (const [variable, sites] of calls) {
    const body = suspension.functionOf(variable);
    if (body !== undefined && uses.get(variable) === sites.length) onlyCalled.set(body, sites);
  }
  for (const { body } of functions) {
    const sites = onlyCalled.get(body);
    body.parameters.forEach((parameter, i) => {
      if (sites === undefined) assign(parameter, "value");
      else for (const site of sites) assign(parameter, argument(site, i));
    });
  }
  return { locals, results };
}

/** What the call passes for the parameter with this number: the last argument, if it is a call or `...`, may give any number of values. */
function argument(call: CallExpression, i: number): Source {
  return call.arguments[i] ?? "value";
}

type Found = StaticType | undefined;

/** What two values have in common; undefined: nothing is known to come yet. */
function common(a: Found, b: Found): Found {
  if (a === undefined) return b;
  return b === undefined || a === b ? a : "value";
}

/** Chains of operators deeper than this are not looked into. */
const MAX_DEPTH = 50;

function typing(
  ofLocal: (local: LocalVariable) => Found,
  ofResult: (body: FunctionBody) => Found,
  suspension: Suspension,
  spend: Spend,
): (expression: Expression, depth: number) => Found {
  const typeOf = (expression: Expression, depth: number): Found => {
    spend(2);
    if (depth > MAX_DEPTH) return "value";
    const inner = (part: Expression): Found => typeOf(part, depth + 1);
    /** What an operator gives that makes a number of operands of this type. */
    const numberOf = (type: StaticType, ...operands: readonly Expression[]): Found => {
      const found = operands.map(inner);
      if (found.some((operand) => operand !== undefined && operand !== type)) return "value";
      return found.includes(undefined) ? undefined : "number";
    };
    switch (expression.kind) {
      case "Number":
        return "number";
      case "String":
        return "string";
      case "Boolean":
        return "boolean";
      case "Table":
        return "table";
      case "LocalName":
        return ofLocal(expression.variable);
      case "Parenthesised":
        return inner(expression.expression);
      case "Unary":
        if (expression.operator === "not") return "boolean";
        return numberOf(expression.operator === "-" ? "number" : "string", expression.operand);
      case "Binary":
        switch (expression.operator) {
          case "+":
          case "-":
          case "*":
          case "/":
            if (isNaNLiteral(expression)) return "value";
            return numberOf("number", expression.left, expression.right);
          case "%":
          case "^":
            return numberOf("number", expression.left, expression.right);
          case "..":
            return "value";
          default:
            return "boolean";
        }
      case "Logical":
        return typeOfLogical(expression, inner);
      case "Call": {
        const body = suspension.calleeOf(expression);
        return body !== undefined && suspension.single(body) ? ofResult(body) : "value";
      }
      default:
        return "value";
    }
  };
  return typeOf;
}

/** `0/0`: its sign is looked at where it is negated, which numbers are spared. */
export function isNaNLiteral({ operator, left, right }: BinaryExpression): boolean {
  return operator === "/" && left.kind === "Number" && left.value === 0 && right.kind === "Number" && right.value === 0;
}

/** `a and b`, `a or b`: a value that is neither nil nor false decides. */
function typeOfLogical({ operator, left, right }: LogicalExpression, typeOf: (part: Expression) => Found): Found {
  if (operator === "or" && left.kind === "Logical" && left.operator === "and") {
    // `c and a or b` is a or b, if a is true.
    const chosen = typeOf(left.right);
    if (chosen === undefined) return undefined;
    if (chosen !== "boolean" && chosen !== "value") return common(chosen, typeOf(right));
  }
  const decides = typeOf(left);
  if (decides === undefined || decides === "value") return decides;
  const other = typeOf(right);
  if (decides === "boolean") return other === undefined || other === "boolean" ? other : "value";
  return operator === "and" ? other : decides;
}
