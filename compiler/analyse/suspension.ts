/**
 * Which calls of a chunk may suspend, and which functions therefore need a resumed form.
 *
 * A call cannot suspend if it calls a library function known not to (by its global path, where the chunk leaves that path alone), a
 * local function that is never reassigned and contains no suspending call itself, or a method with a string method's name where
 * the chunk defines no method of that name. Everything else may suspend. A wrong "cannot" is an error at run time, never wrong code.
 */
import type {
  Block,
  CallExpression,
  Chunk,
  Expression,
  FunctionBody,
  GenericForStatement,
  MethodCallExpression,
  ReturnStatement,
} from "../ast.ts";
import { analyseBindings, type Bindings } from "./bindings.ts";
import type { Contents } from "./contents.ts";
import { KNOWN_FUNCTIONS, KNOWN_ITERATORS, STRING_METHODS } from "./known-functions.ts";

type CallNode = CallExpression | MethodCallExpression | GenericForStatement;

export interface Suspension extends Bindings {
  /** True if this call (or the step of this generic `for`) needs a suspension point. */
  suspends(call: CallNode): boolean;
  /** True if the function contains a suspension point. */
  resumable(body: FunctionBody): boolean;
  /** True if calls of this function need not be paid for: it is short, and calls library functions, which charge for themselves, and other such functions. */
  leaf(body: FunctionBody): boolean;
  /** Characters that a call of a leaf executes at most, in the functions that it calls too; infinity for other functions. */
  leafLength(body: FunctionBody): number;
  /** True if calling the function itself, not through a variable, always gives one value as itself. */
  single(body: FunctionBody): boolean;
  /** True if the chunk defines metamethods and may suspend in them: then operators are suspension points too. */
  readonly operators: boolean;
  /** True if the call calls a known library function by its global path or a local alias of it. */
  known(call: CallExpression): boolean;
}

/** Metamethods that operators call. `__index` and `__newindex` count where they are functions. */
const OPERATOR_EVENTS = "__add __sub __mul __div __mod __pow __unm __concat __len __eq __lt __le".split(" ");

/** Texts that tell that metamethods of operators are defined: as keys, in lists, or put together (`"__" .. name`). */
const EVENT_TEXTS: ReadonlySet<string> = new Set([...OPERATOR_EVENTS, "__"]);

/** Names of functions that suspend; a chunk that names none has no metamethod that does. */
const SUSPENDING_NAMES: ReadonlySet<string> = new Set(["yield", "sleep"]);

interface FunctionFacts {
  readonly body: FunctionBody;
  readonly calls: CallNode[];
  readonly returns: ReturnStatement[];
  suspends: boolean;
  /** Characters of straight-line code (straight-line.ts); infinity where there may be any number of arguments. */
  readonly length: number;
  /** Characters that one call of the function executes in all, where it is a leaf; else undefined. */
  leafLength: number | undefined;
}

/** Characters that a leaf executes at most, its callees' included: else functions could multiply them without end. */
const MAX_LEAF_LENGTH = 200;

/** Errs towards "may suspend": that costs speed, the other way would be an error at run time. */
export function analyseSuspension(chunk: Chunk, contents: Contents): Suspension {
  const facts = new Map<FunctionBody, FunctionFacts>();
  const bindings = analyseBindings(chunk, contents);
  const { defines, calleeOf, path: pathOf } = bindings;
  let namesSuspending = false;
  let namesEvents = false;
  for (const { body, statements, calls, strings } of contents.functions) {
    const length =
      body.info.usesVararg || body.arg !== undefined ? Number.POSITIVE_INFINITY : contents.lengths.ofBlock(body.body);
    const found: FunctionFacts = { body, calls: calls.slice(), returns: [], suspends: false, length, leafLength: undefined };
    facts.set(body, found);
    statements.forEach((statement) => {
      if (statement.kind === "GenericFor") found.calls.push(statement);
      else if (statement.kind === "Return") found.returns.push(statement);
    });
    if (strings.some(({ value }) => SUSPENDING_NAMES.has(value))) namesSuspending = true;
    if (strings.some(({ value }) => EVENT_TEXTS.has(value))) namesEvents = true;
  }

  const known = (call: CallExpression): boolean => {
    const path = pathOf(call.callee);
    if (path === undefined) return false;
    if (path === "string.gsub") return gsubIsKnown(call.arguments[2]);
    return KNOWN_FUNCTIONS.has(path) || (path === "table.sort" && call.arguments.length === 1);
  };
  const knownMethod = (call: MethodCallExpression): boolean => {
    if (defines(call.method)) return false;
    if (call.method === "gsub") return gsubIsKnown(call.arguments[1]);
    return STRING_METHODS.has(call.method);
  };
  /** `for … in pairs(t)`: the step is the library's own. */
  const knownIteration = (loop: GenericForStatement): boolean => {
    const source = loop.values[0];
    if (loop.values.length !== 1 || source === undefined) {
      return source?.kind === "GlobalName" && pathOf(source) === "next";
    }
    if (source.kind === "MethodCall") return source.method === "gmatch" && knownMethod(source);
    if (source.kind !== "Call" || defines("__pairs") || defines("__ipairs")) return false;
    const path = pathOf(source.callee);
    return path !== undefined && KNOWN_ITERATORS.has(path);
  };
  const suspends = (call: CallNode): boolean => {
    switch (call.kind) {
      case "MethodCall":
        return !knownMethod(call);
      case "GenericFor":
        return !knownIteration(call);
      case "Call": {
        const body = calleeOf(call);
        return body === undefined ? !known(call) : (facts.get(body)?.suspends ?? true);
      }
    }
  };
  const operators = namesSuspending && (bindings.definesIndexing || namesEvents);
  const callers = new Map<FunctionBody, FunctionFacts[]>();
  for (const found of facts.values()) {
    for (const call of found.calls) {
      const body = calleeOf(call);
      const others = body === undefined ? undefined : callers.get(body);
      if (others !== undefined) others.push(found);
      else if (body !== undefined) callers.set(body, [found]);
    }
  }
  // A function suspends if a call in it does: start from those that call something else, and go on to their callers.
  const suspending: FunctionFacts[] = [];
  const noteSuspending = (found: FunctionFacts): void => {
    if (found.suspends) return;
    found.suspends = true;
    suspending.push(found);
  };
  for (const found of facts.values()) if (operators || found.calls.some(suspends)) noteSuspending(found);
  for (const found of suspending) callers.get(found.body)?.forEach(noteSuspending);
  // A function is a leaf if all that it calls are, and they are short: start from "none is" and go on to the callers of each that is.
  const lengthOf = (call: CallNode): number | undefined => {
    const body = calleeOf(call);
    if (body !== undefined) return facts.get(body)?.leafLength;
    const free = call.kind === "GenericFor" ? knownIteration(call) : call.kind === "MethodCall" ? knownMethod(call) : known(call);
    return free ? 0 : undefined;
  };
  const candidates = [...facts.values()].filter((found) => found.length <= MAX_LEAF_LENGTH);
  for (const found of candidates) {
    if (found.leafLength !== undefined) continue;
    const length = found.calls.reduce((sum, call) => sum + (lengthOf(call) ?? Number.POSITIVE_INFINITY), found.length);
    if (length > MAX_LEAF_LENGTH) continue;
    found.leafLength = length;
    for (const caller of callers.get(found.body) ?? []) if (caller.length <= MAX_LEAF_LENGTH) candidates.push(caller);
  }
  return {
    ...bindings,
    operators,
    suspends,
    known,
    single: (body) => {
      const found = facts.get(body);
      return found !== undefined && !found.suspends && found.returns.every(isSingle) && alwaysReturns(body.body);
    },
    resumable: (body) => facts.get(body)?.suspends ?? true,
    leaf: (body) => facts.get(body)?.leafLength !== undefined,
    leafLength: (body) => facts.get(body)?.leafLength ?? Number.POSITIVE_INFINITY,
  };
}

/** The same without any knowledge of what is called: for debug mode, where every call may be looked at. */
export function unproven(suspension: Suspension): Suspension {
  return {
    ...suspension,
    suspends: () => true,
    resumable: () => true,
    leaf: () => false,
    leafLength: () => Number.POSITIVE_INFINITY,
    single: () => false,
    functionOf: () => undefined,
    calleeOf: () => undefined,
    known: () => false,
    path: () => undefined,
  };
}

/** True for `return e` with one value that is no call and no `...`. */
function isSingle(statement: ReturnStatement): boolean {
  const value = statement.values[0];
  return statement.values.length === 1 && value !== undefined && !["Call", "MethodCall", "Vararg"].includes(value.kind);
}

/** True if control cannot reach the end of the block. */
function alwaysReturns(block: Block): boolean {
  const last = block.statements.at(-1);
  switch (last?.kind) {
    case "Return":
      return true;
    case "Do":
      return alwaysReturns(last.body);
    case "If":
      return (
        last.otherwise !== undefined &&
        alwaysReturns(last.otherwise) &&
        last.clauses.every((clause) => alwaysReturns(clause.body))
      );
    default:
      return false;
  }
}

/** `gsub` calls back only where the replacement is a function or a table; a string literal, a number or a concatenation is neither. */
function gsubIsKnown(replacement: Expression | undefined): boolean {
  return (
    replacement?.kind === "String" ||
    replacement?.kind === "Number" ||
    (replacement?.kind === "Binary" && replacement.operator === "..")
  );
}
