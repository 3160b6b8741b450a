/**
 * One module while it is being emitted: what it imports, the cells of its globals, the field names it uses, and everything that stands
 * at its level or at the level of the chunk function:
 *
 *     import { fn, type Value } from "moonpost/runtime";
 *     fields("subject");                              // once per process
 *     export default function chunk(env) {            // once per script instance
 *       const $print = env.cell("print");
 *       let count: Value;                             // locals of the main chunk that functions use
 *       function check(…) {…}                         // functions of the main chunk, each followed by its resumed form
 *       function main(...varargs$) {…}
 *       return main;
 *     }
 *
 * Functions written directly in the main chunk (not in a loop) stand at chunk level: they are made once per instance anyway, and the
 * text stays flat. If the main chunk is run a second time, the whole chunk is made anew, so that its functions and locals are fresh.
 */
import type { OwnFunction } from "../../runtime/script-info.ts";
import { boxedLocals } from "../analyse/boxed-locals.ts";
import type { Contents } from "../analyse/contents.ts";
import { countBelow } from "../analyse/count-below.ts";
import type { StaticTypes } from "../analyse/static-types.ts";
import type { Suspension } from "../analyse/suspension.ts";
import type { Block, Chunk, Dialect, Expression, FunctionBody, LocalVariable } from "../ast.ts";
import { FREE, type Spend } from "../effort.ts";
import { assemble } from "./assemble.ts";
import { hasDeepChains } from "./chains.ts";
import { type Code, type CodeType, isLiteral } from "./code.ts";
import { type DoorType, type DoorValue, isDoorType } from "./door.ts";
import { type EnvironmentMode, environmentMode } from "./environment.ts";
import { IndexFunctions } from "./index-functions.ts";
import { InheritedNames } from "./inherited-names.ts";
import type { Intrinsic } from "./intrinsic-rules.ts";
import { Lines } from "./lines.ts";
import { MethodConstants } from "./method-constants.ts";
import { isIdentifier, NameSet } from "./names.ts";
import { isOwnFunction } from "./own-functions.ts";
import { type OwnOperator, ownOperatorName } from "./own-operators.ts";
import { Places } from "./places.ts";
import { isLiteralExpression } from "./simple.ts";
import { TableShapes } from "./table-shapes.ts";
import { stringLiteral } from "./text.ts";

export interface EmitOptions {
  /** As Lua messages show it: `smtpsvr.lua`. */
  readonly fileName: string;
  readonly dialect: Dialect;
  /** A module in TypeScript, or in JavaScript the script that runs. */
  readonly types: boolean;
  /** For people: the lines are indented. */
  readonly indented: boolean;
  /** See debug-mode.ts. */
  readonly debugging?: boolean;
  /** For tests: every call with a suspension point asks `suspended`, whatever it returned. */
  readonly suspendEverywhere?: boolean;
  /**
   * A resumed form that is suspended again hands its live variables to a fresh one, so that nothing else stays alive: for chunks that may
   * watch garbage being collected.
   */
  readonly renewing?: boolean;
  /** Is told of the work while it goes on, and may end it. */
  readonly spend?: Spend;
  /** False for the name of a field that is to be looked up like any other key; by default all constant names are registered. */
  readonly mayRegister?: ((name: string) => boolean) | undefined;
  /** For debuggers: see stepping.ts. */
  readonly stepping?: boolean;
  /** A debugger stops at the first statement. */
  readonly stops?: boolean;
  /** What the runtime knows the functions by, as a comment in each (`markedUrl` of the runtime): for chunks that are loaded while others run. */
  readonly mark?: string | undefined;
  /** Shown in the module's header. */
  readonly compilerVersion: string;
}

/**
 * Where a local lives: in a JavaScript variable (`plain`), in a variable at chunk level (`chunk`), in a box because functions that do not
 * share variables see it change (`box`, see boxed-locals.ts), or nowhere because it is just a name for a function at chunk level (`alias`).
 */
export type Storage = "plain" | "chunk" | "box" | "alias";

/** What copies of functions use of each other where the chunk defines `__index` functions. */
const USED_BY_INDEXING = ["indexedBy", "first", "fn"] as const;

/** Characters of a literal that is written wherever its local is compared: a text of a megabyte would be written for each. */
const MAX_REPEATED = 32;

export class Module {
  readonly options: EmitOptions;
  readonly chunk: Chunk;
  readonly contents: Contents;
  /** See chains.ts. */
  readonly hasDeepChains: boolean;
  readonly suspension: Suspension;
  readonly types: StaticTypes;
  /** See debug-mode.ts. */
  readonly debugging: boolean;
  readonly spend: Spend;
  /** Closures share no variables but their upvalues, each of which lies in a box: so that nothing else keeps a value alive, or in debug mode. */
  readonly apart: boolean;
  /** See stepping.ts. */
  readonly stepping: boolean;
  /** What stands before the name of a function that is a value. */
  readonly mark: string;
  /** In debug mode: which operations are known to be done by PUC Lua's compiler, and which not (debug-lines.ts). */
  readonly constantOperations = new Map<Expression, boolean>();
  /** In debug mode: the main function as it is handed out. */
  debugMain = "main";
  readonly environment: EnvironmentMode;
  /** The normalised source, line by line, for comments. */
  readonly sourceLines: readonly string[];
  readonly #lineStarts: readonly number[];
  /** The line that was asked for last, from 0: it is often asked for again. */
  #line = 0;
  /** Lua lines that stand as a comment already. */
  readonly commented = new Set<number>();
  /** Names at chunk level, and of the main function's locals. */
  readonly names = new NameSet();
  /** JavaScript names of all functions: each is used once, so that a stack frame leads to its function. */
  readonly functionNames = new NameSet();
  /** Functions at chunk level, in order. */
  readonly functions: Lines;
  /** The check that the main function runs once; whether it is needed is known at the end. */
  readonly start: Lines;
  /** Remembered answers of `hoists` (hoisting.ts). */
  readonly hoists = new Map<Expression, boolean>();
  /** Remembered answers of `intrinsicOf` (intrinsic-rules.ts). */
  readonly intrinsics = new Map<Expression, Intrinsic | undefined>();
  /** Remembered answers of `holdsLoop` (goto.ts). */
  readonly holdsLoops = new Map<Block, boolean>();
  /** Variables of loops that count up by 1 from a number of usual size. */
  readonly counters = new Set<LocalVariable>();
  readonly places: Places;
  /** JavaScript names of the functions emitted so far. */
  readonly closures = new Map<FunctionBody, string>();
  /** Undefined where functions of the main chunk do not stand at chunk level. */
  readonly methods: MethodConstants | undefined;
  readonly #described = new Map<string, FunctionBody>();
  /** Functions at chunk level. */
  readonly #lifted = new Set<FunctionBody>();
  /** What `use` was asked for. */
  readonly #used = new Set<DoorValue>();
  readonly #values = new Set<DoorValue>();
  readonly #own = new Set<OwnFunction>();
  readonly #types = new Set<DoorType>();
  /** Type expressions that were looked through. */
  readonly #typesIn = new Set<string>();
  readonly #cells = new Map<string, string>();
  readonly #fields = new Set<string>();
  readonly #operators = new Set<OwnOperator>();
  /** The names of constant patterns, by pattern and method. */
  readonly #patterns = new Map<string, string>();
  readonly shapes: TableShapes;
  /** True if the chunk may give the globals a metatable whose `__index` has to be asked once for each read of a nil global. */
  readonly watchesGlobals: boolean;
  /** Undefined where the module has no functions of its own for what `__index` functions do. */
  readonly indexing: IndexFunctions | undefined;
  /** Undefined where the runtime finds what classes inherit. */
  readonly inherited: InheritedNames | undefined;
  /** True if calls of variables look for `__call` themselves, since the chunk defines it. */
  readonly calling: boolean;
  readonly #chunkVariables = new Map<string, string>();
  readonly #localNames = new Map<LocalVariable, string>();
  readonly #aliases = new Map<LocalVariable, string>();
  readonly #least = new Map<LocalVariable, number>();
  readonly #localTypes = new Map<LocalVariable, CodeType>();
  readonly #constants = new Map<LocalVariable, Code>();
  readonly #literals = new Map<LocalVariable, Expression>();
  readonly #boxed: ReadonlySet<LocalVariable>;

  constructor(chunk: Chunk, contents: Contents, suspension: Suspension, types: StaticTypes, options: EmitOptions) {
    this.chunk = chunk;
    this.contents = contents;
    this.hasDeepChains = hasDeepChains(contents);
    this.suspension = suspension;
    this.types = types;
    this.environment = environmentMode(chunk);
    this.options = options;
    this.spend = options.spend ?? FREE;
    this.functions = this.newLines();
    this.start = this.newLines();
    this.debugging = options.debugging === true;
    this.mark = options.mark === undefined ? "" : `/*${options.mark}*/`;
    this.apart = this.debugging || options.renewing === true;
    this.stepping = options.stepping === true && !this.apart;
    this.methods = this.stepping || this.apart || this.environment === "own" ? undefined : new MethodConstants(chunk);
    const copying = options.debugging !== true && options.stepping !== true;
    this.indexing =
      copying && !suspension.operators && suspension.indexFunctions.size > 0
        ? new IndexFunctions(contents, suspension)
        : undefined;
    if (this.indexing !== undefined) for (const name of USED_BY_INDEXING) this.use(name);
    const inheriting = copying && this.indexing === undefined && suspension.defines("__index");
    this.inherited = inheriting ? new InheritedNames(suspension) : undefined;
    this.watchesGlobals = suspension.defines("__index") && chunk.globals.has("setmetatable") && chunk.globals.has("_G");
    this.calling = copying && suspension.defines("__call");
    if (this.calling) this.use("fn");
    this.shapes = new TableShapes(this, chunk, contents, suspension);
    this.#boxed = boxedLocals(chunk, contents, this.stepping ? { resumable: () => false } : suspension);
    this.sourceLines = chunk.source.split("\n");
    this.places = new Places(this.sourceLines.length + (chunk.source.match(/\r/g)?.length ?? 0));
    let start = 0;
    this.#lineStarts = this.sourceLines.map((line) => {
      const at = start;
      start += line.length + 1;
      return at;
    });
  }

  /** Lines of emitted text, none yet. */
  newLines(): Lines {
    return new Lines(this.spend, this.options.indented);
  }

  /** The 1-based line of an offset. */
  lineOf(offset: number): number {
    const starts = this.#lineStarts;
    const line = this.#line;
    if ((starts[line] ?? 0) > offset || (starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset)
      this.#line = countBelow(starts, offset + 1) - 1;
    return this.#line + 1;
  }

  // ---- the door ---------------------------------------------------------------------------------------------------------

  /** The name of a value of the door; the module will import it, or have a copy of its own (own-functions.ts). */
  use(name: DoorValue): string {
    if (this.#used.has(name)) return name;
    this.#used.add(name);
    if (isOwnFunction(name) && this.#copies(name)) this.#own.add(name);
    else this.#values.add(name);
    return name;
  }
  /** What the test of all suspension points replaces must be the door's; a debugger would step into a copy. */
  #copies(name: OwnFunction): boolean {
    const { suspendEverywhere, debugging, stepping } = this.options;
    return !debugging && !stepping && (name !== "suspended" || !suspendEverywhere);
  }
  /** As `use`, but always imports: for what copies of the runtime's functions need themselves. */
  useRuntime(name: DoorValue): string {
    this.#values.add(name);
    return name;
  }
  /** The name of a type of the door, which the TypeScript module will import. */
  useType(name: DoorType): string {
    this.#types.add(name);
    return name;
  }
  /** A type expression whose words are imported. */
  useTypesIn(type: string): string {
    if (!this.options.types || this.#typesIn.has(type)) return type;
    this.#typesIn.add(type);
    for (const word of type.match(/[A-Za-z]+/g) ?? []) {
      if (isDoorType(word)) this.useType(word);
    }
    return type;
  }

  // ---- globals and fields -----------------------------------------------------------------------------------------------

  /** The cell of a global: `$print`. */
  cell(name: string): string {
    let cell = this.#cells.get(name);
    if (cell === undefined) {
      cell = isIdentifier(name) ? `$${name}` : `$global$${this.#cells.size}`;
      this.#cells.set(name, cell);
    }
    return cell;
  }
  /** `$name` for a constant key that is read and written as a property; undefined for keys that are not. */
  field(key: string): string | undefined {
    if (!this.#fields.has(key)) {
      if (!isIdentifier(key) || this.options.mayRegister?.(key) === false) return undefined;
      this.#fields.add(key);
    }
    return `$${key}`;
  }
  /** The function of an operator: the runtime's, or the module's own if the chunk defines its metamethod. */
  operator(helper: OwnOperator): string {
    if (!this.suspension.defines(`__${helper}`)) return this.use(helper);
    this.#operators.add(helper);
    return ownOperatorName(helper);
  }

  /** The name of a constant pattern of a method (`pattern-site.ts` of the runtime), given as a JavaScript literal. */
  pattern(literal: string, method: string): string {
    const site = `${literal}, ${stringLiteral(method)}`;
    let name = this.#patterns.get(site);
    if (name === undefined) {
      name = this.names.take(`pattern$${this.#patterns.size + 1}`);
      this.#patterns.set(site, name);
    }
    return name;
  }

  // ---- locals -----------------------------------------------------------------------------------------------------------

  /** Names a local within its function, as Lua does where that is free. The first name given stays: both forms of a function share it. */
  declare(local: LocalVariable, plan: { readonly names: NameSet }): void {
    if (this.#localNames.has(local)) return;
    this.#localNames.set(local, plan.names.take(local.name));
  }
  /** Throws for a local that has no name yet: an error of the compiler's. */
  nameOf(local: LocalVariable): string {
    const name = this.knownName(local);
    if (name === undefined)
      throw new Error(`local '${local.name}' of line ${local.declared.line} is used before it was declared`);
    return name;
  }
  /** Gives the local this name, which is free wherever it is used. */
  setName(local: LocalVariable, name: string): void {
    this.#localNames.set(local, name);
  }
  /** The local's name, if it has one already. */
  knownName(local: LocalVariable): string | undefined {
    return this.#aliases.get(local) ?? this.#localNames.get(local);
  }
  /** Makes the local another name of a function at chunk level. */
  alias(local: LocalVariable, functionName: string): void {
    this.#aliases.set(local, functionName);
  }
  /** In debug mode always a box. The same in both forms. */
  storage(local: LocalVariable): Storage {
    if (this.debugging) return "box";
    if (this.#aliases.has(local)) return "alias";
    if (!local.captured) return "plain";
    if (this.apart) return "box";
    if (local.owner === this.chunk.body.info && !local.inLoop && local.kind !== "for") return "chunk";
    return local.assigned && this.#boxed.has(local) ? "box" : "plain";
  }
  /** What a never reassigned local is known to hold; both forms of a function must learn it before they use it. */
  learnType(local: LocalVariable, type: CodeType): void {
    if (!local.assigned && type !== "value" && type !== "boolean" && type !== "nil") this.#localTypes.set(local, type);
  }
  /** Notes the least number that a local is expected to hold, if it is never reassigned. */
  expect(local: LocalVariable, least: number | undefined): void {
    if (!local.assigned && least !== undefined) this.#least.set(local, least);
  }
  /** What `expect` noted. */
  expected(local: LocalVariable): number | undefined {
    return this.#least.get(local);
  }
  /** Notes what a local holds for good, if that is the literal of a number. Debuggers may change it. */
  learnConstant(local: LocalVariable, code: Code): void {
    const lasts = !local.assigned && !this.debugging && !this.stepping;
    if (lasts && code.type === "number" && isLiteral(code)) this.#constants.set(local, code);
  }
  /** What `learnConstant` noted: the number that stands for the local in loops and as a key. */
  constant(local: LocalVariable): Code | undefined {
    return this.#constants.get(local);
  }
  /** Notes the literal that a local stands for: `local RED = "red"`. */
  learnLiteral(local: LocalVariable, value: Expression | undefined): void {
    const lasts = !local.assigned && !this.debugging && !this.stepping;
    if (!lasts || value === undefined || !isLiteralExpression(value)) return;
    if (value.kind !== "String" || value.value.length <= MAX_REPEATED) this.#literals.set(local, value);
  }
  /** What `learnLiteral` noted. */
  literal(local: LocalVariable): Expression | undefined {
    return this.#literals.get(local);
  }
  /** What TypeScript knows of a read of the local: its type for good, or that of a function or constant it is bound to. */
  codeTypeOf(local: LocalVariable): CodeType {
    const type = this.types.of(local);
    if (type !== "value") return type;
    if (this.storage(local) !== "plain") return "value";
    return this.suspension.functionOf(local) === undefined ? (this.#localTypes.get(local) ?? "value") : "function";
  }
  /** The TypeScript type of the local's variable. */
  typeOf(local: LocalVariable): string {
    const type = this.codeTypeOf(local);
    const bound = this.suspension.functionOf(local);
    if (bound !== undefined && this.storage(local) === "plain") return this.functionType(bound);
    return typescriptOf(type);
  }
  /** The TypeScript type of a function that is called directly. */
  functionType(body: FunctionBody): string {
    const parameters = body.parameters.map((parameter, i) => `p${i}: ${this.typeOf(parameter)}`);
    if (takesVarargs(body)) parameters.push("...rest: Value[]");
    return `(${parameters.join(", ")}) => ${this.resultType(body)}`;
  }
  /** The TypeScript type of what a direct call gives. */
  resultType(body: FunctionBody): string {
    return this.suspension.single(body) ? typescriptOf(this.types.result(body)) : "Result";
  }
  /** A JavaScript variable at chunk level. */
  chunkVariable(name: string, type: string): void {
    this.#chunkVariables.set(name, type);
  }
  /** Notes the function of Lua behind a JavaScript name: tracebacks find it by that. */
  describeFunction(name: string, body: FunctionBody): void {
    this.#described.set(name, body);
  }
  /** All functions by their JavaScript names. */
  get described(): ReadonlyMap<string, FunctionBody> {
    return this.#described;
  }
  /** Notes that a function stands at chunk level. */
  lift(body: FunctionBody): void {
    this.#lifted.add(body);
  }
  /** True if the main function may run only once per instantiation of the chunk. */
  get single(): boolean {
    return !this.debugging && (this.#lifted.size > 0 || this.#chunkVariables.size > 0 || this.environment !== "cells");
  }

  /** The finished lines (assemble.ts). */
  assemble(): Lines {
    return assemble(this, {
      cells: this.#cells,
      chunkVariables: this.#chunkVariables,
      lifted: this.#lifted,
      fields: this.#fields,
      patterns: this.#patterns,
      operators: this.#operators,
      own: this.#own,
      values: this.#values,
      types: this.#types,
    });
  }
}

/** The TypeScript type of a variable that holds such values. */
function typescriptOf(type: CodeType): string {
  if (type === "table") return "LuaTable";
  return type === "number" || type === "string" || type === "boolean" ? type : "Value";
}

/** True if the emitted function has a rest parameter. */
export function takesVarargs(body: FunctionBody): boolean {
  return body.info.vararg && (body.info.usesVararg || body.arg !== undefined);
}
