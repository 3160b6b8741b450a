/** What both forms of a function share: names, the points where it can be suspended, and what is live there. */
import type { FunctionContents } from "../analyse/contents.ts";
import { countBelow } from "../analyse/count-below.ts";
import { handsVarargsOver } from "../analyse/handed-over.ts";
import { lastCalls } from "../analyse/last-calls.ts";
import { listsInLoops } from "../analyse/lists-in-loops.ts";
import { type Reachability, reachability } from "../analyse/reachability.ts";
import type { Expression, FunctionBody, LocalVariable, Span, Statement } from "../ast.ts";
import { hiddenArg } from "./debug-mode.ts";
import type { Module } from "./module.ts";
import type { NameSet } from "./names.ts";

export type Mode = "fast" | "resumed";

/** First and last point inside a part of the function. */
export type Range = readonly [first: number, last: number];

/** A live variable at a point: its name and type in the resumed form, its text in the fast one. */
export interface Live {
  readonly slot: string;
  readonly type: string;
  readonly text: string;
}

/** The weight from which a function is crowded. */
const CROWD = 400;

const EVERYWHERE: Reachability = { reaches: () => true, completes: () => true };

const LOOPS: ReadonlySet<Statement["kind"]> = new Set(["While", "Repeat", "NumericFor", "GenericFor"]);

function crowdOf({ statements, calls, tests }: FunctionContents): number {
  return statements.length + calls.length + tests.length;
}

/** What becomes a branch: statements, calls, `and`, `or`, `not`. */
function weighty({ statements, calls, tests }: FunctionContents): readonly Span[] {
  return [...statements, ...calls, ...tests];
}

export class FunctionPlan {
  readonly module: Module;
  readonly body: FunctionBody;
  /** The JavaScript name of the function. */
  readonly name: string;
  readonly names: NameSet;
  readonly isMain: boolean;
  /** True if there is a resumed form. */
  readonly resumable: boolean;
  /** True for a generator (stepping.ts). */
  readonly generator: boolean;
  readonly ranges = new Map<object, Range>();
  readonly points = new Map<object, number>();
  readonly lives: (readonly Live[])[] = [];
  /** Calls behind which nothing is left to do: no form has to go on from there. */
  readonly lastCalls: ReadonlySet<object>;
  /** What each form hands to the resumed form at a point, as arguments; known when both are emitted. */
  argumentsAt: Readonly<Record<Mode, (point: number) => string>> | undefined;
  /** Statements with points. */
  readonly suspending = new Set<Statement>();
  /** True if the list of its `{...}` takes the values over. */
  readonly handsOver: boolean;
  /** True for a function with loops. */
  readonly loops: boolean;
  /** Locals that loops take for lists. */
  readonly lists: ReadonlySet<LocalVariable>;
  /** Where control comes to; in debug mode everywhere, as luac has it. */
  readonly control: Reachability;
  /** The implicit `arg`; in debug mode also where it is not used. */
  readonly arg: LocalVariable | undefined;
  /** In debug mode: the lines that hold code. */
  readonly lines = new Set<number>();
  /** The one that its code has told last, in the order of the text. */
  told = 0;
  /** In debug mode: statements without code of their own, and lines at the ends of the last branches of some `if` (debug-mode.ts). */
  readonly silent = new Set<Statement>();
  readonly branchEnds = new Map<Statement, number>();
  /** In debug mode, 5.2: what decides about a branch, and the line of the test. */
  readonly tests = new Map<Expression, number>();

  constructor(module: Module, body: FunctionBody, name: string, names: NameSet) {
    this.module = module;
    this.body = body;
    this.name = name;
    this.names = names;
    this.isMain = body === module.chunk.body;
    const suspends = module.suspension.resumable(body);
    this.resumable = suspends && !module.stepping;
    this.generator = suspends && module.stepping;
    const contents = module.contents.of(body);
    this.handsOver = !module.debugging && handsVarargsOver(body, contents);
    this.loops = contents.statements.some(({ kind }) => LOOPS.has(kind));
    this.lastCalls = lastCalls(body.body);
    this.lists = listsInLoops(contents);
    this.control = module.debugging ? EVERYWHERE : reachability(body.body);
    const hidden = module.debugging ? hiddenArg(body, module.options.dialect, body === module.chunk.body) : undefined;
    this.arg = body.arg ?? hidden;
    this.crowd = module.debugging || module.stepping ? 0 : crowdOf(contents);
  }
  /** True if some point leaves for the resumed form. */
  get resumes(): boolean {
    return [...this.points.keys()].some((key) => !this.lastCalls.has(key));
  }
  /** How many branches a function becomes, roughly; 0 where it does not matter. */
  readonly crowd: number;
  /** True for a function with so many branches that TypeScript would give up following them all (runs.ts). */
  get crowded(): boolean {
    return this.crowd > CROWD;
  }
  /** How many branches a part of a crowded function may become, roughly. */
  weight({ start, end }: Pick<Span, "start" | "end">): number {
    this.#starts ??= Float64Array.from(weighty(this.module.contents.of(this.body)), (each) => each.start).sort();
    return countBelow(this.#starts, end) - countBelow(this.#starts, start);
  }
  /** Where each thing that becomes a branch begins, in order. */
  #starts: Float64Array | undefined;
  readonly #keys = new Map<object, Map<string, object>>();
  /** An object that stands for a part of a node, the same in both passes. */
  key(node: object, part: string): object {
    let parts = this.#keys.get(node);
    if (parts === undefined) {
      parts = new Map();
      this.#keys.set(node, parts);
    }
    let key = parts.get(part);
    if (key === undefined) {
      key = { part };
      parts.set(part, key);
    }
    return key;
  }
}
