/** What a rule of `check` is and what it sees. A rule is one file in rules/ and one row in rules.ts. */
import type { ScriptKind, ScriptKindId, Version } from "../../runtime/vpop3/contract.ts";
import type { GlobalFunction } from "../analyse/global-functions.ts";
import type { Block, Chunk, Dialect, Expression, FunctionBody, Span, Statement } from "../ast.ts";
import type { Level, Severity } from "../diagnostics.ts";
import type { ContractValues } from "./contract-values.ts";
import type { KnownNames } from "./known-names.ts";

export interface CheckOptions {
  /** As diagnostics name it. */
  readonly file: string;
  /** Which VPOP3 script it is, by its file name; undefined for a script with a free name. */
  readonly kind: ScriptKindId | undefined;
  /** The name under which VPOP3 would call the script, if it lies where VPOP3 does not look for it. */
  readonly misplaced?: string | undefined;
  /** Default `vpop3`. */
  readonly dialect?: Dialect;
  /** The VPOP3 the script must run on; default: the newest of the contract. */
  readonly vpop3Version?: Version;
  /** Severities by code that differ from the rules' own; `off` silences. */
  readonly severities?: Readonly<Partial<Record<string, Level>>>;
}

export interface CheckContext {
  readonly chunk: Chunk;
  readonly options: CheckOptions;
  readonly contract: ScriptKind | undefined;
  readonly known: KnownNames;
  readonly functions: readonly GlobalFunction[];
  /** Names of globals that are read somewhere in the chunk. */
  readonly globalReads: ReadonlySet<string>;
  /** What the contract tells of expressions. */
  readonly values: ContractValues;
  report(place: Pick<Span, "start" | "end">, message: string, more?: ReportDetails): void;
}

export interface ReportDetails {
  /** What to do. */
  readonly hint?: string | undefined;
  /** Milder than the rule's own severity. */
  readonly severity?: Severity;
}

/** Called for each node in source order, before what is inside it. `f` is the function that contains the node. */
export interface Handlers {
  readonly functionBody?: (body: FunctionBody) => void;
  readonly block?: (block: Block, f: FunctionBody) => void;
  readonly statement?: (statement: Statement, f: FunctionBody) => void;
  readonly expression?: (expression: Expression, f: FunctionBody) => void;
  /** An expression of which only truth or falsehood is used; called besides `expression`. */
  readonly condition?: (expression: Expression, f: FunctionBody) => void;
  /** After the whole chunk. */
  readonly end?: () => void;
}

export interface Rule {
  /** The stable code: words in kebab-case. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence for documentation and SARIF. */
  readonly about: string;
  create(context: CheckContext): Handlers;
}
