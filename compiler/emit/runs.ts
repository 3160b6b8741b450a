/**
 * Functions of many statements, for TypeScript. To know a variable's type it goes backwards through all that stands before, branch by branch, and gives up
 * behind 2 000. So the statements of such a function, and the pieces of long chains (chains.ts), stand in runs, each a block that seems to be left before it begins:
 *
 *     run$1: { while (false as boolean) [count]; if (false as boolean) break run$1;
 *       …                             // some dozens of statements
 *     }
 *
 * From behind the block TypeScript goes that way first, and no other where it finds the type that was declared. It would look further for variables that
 * cannot be undefined: these are named in the loop, as it remembers what it has found out at the head of one. V8 makes no code of either.
 */
import type { Block, Span, Statement } from "../ast.ts";
import type { FunctionScope } from "./scope.ts";

type Extent = Pick<Span, "start" | "end">;

/** The weight from which a run is long enough: it becomes a hundred branches or two. In functions of many more runs than that, runs are longer. */
const RUN = 40;
const MANY_RUNS = 800;
/** Less than that, between two declarations, stays as it is. */
const WORTHWHILE = 8;

/** Emits the statements of a block, in a crowded function in runs. Locals are declared between runs, so that what follows sees them. */
export function emitInRuns(scope: FunctionScope, block: Block): void {
  const { statements } = block;
  const emit = (statement: Statement): void => scope.emitters.statement(scope, statement);
  const { control } = scope.plan;
  inRuns(
    scope,
    statements,
    (statement) => statement,
    emit,
    (statement, i) => {
      if (statement.kind === "Local" || statement.kind === "LocalFunction") return false;
      const next = statements[i + 1];
      // Behind a run TypeScript believes itself to be reached.
      return next === undefined ? control.completes(block) : control.reaches(next);
    },
  );
}

/** Emits parts of a function one after the other, in a crowded function in runs of those that `mayStandInside`. */
export function inRuns<Part extends object>(
  scope: FunctionScope,
  parts: readonly Part[],
  spanOf: (part: Part) => Extent,
  emit: (part: Part, i: number) => void,
  mayStandInside: (part: Part, i: number) => boolean = () => true,
): void {
  const { plan } = scope;
  if (!plan.crowded) {
    for (let i = 0; i < parts.length; i++) emit(parts[i] as Part, i); // i is in range
    return;
  }
  const enough = Math.max(RUN, plan.crowd / MANY_RUNS);
  let begin = 0;
  let weight = 0;
  const endAt = (end: number): void => {
    const run = parts.slice(begin, end);
    const from = begin;
    inRun(scope, run, spanOf, () => {
      for (const [i, part] of run.entries()) emit(part, from + i);
    });
    begin = end;
    weight = 0;
  };
  for (const [i, part] of parts.entries()) {
    if (mayStandInside(part, i)) weight += plan.weight(spanOf(part));
    else {
      endAt(i);
      emit(part, i);
      begin = i + 1;
    }
    if (weight >= enough) endAt(i + 1);
  }
  endAt(parts.length);
}

/** Emits some parts by `inner`, in a crowded function as a run. What it declares is not seen outside. */
export function inRun<Part extends object>(
  scope: FunctionScope,
  parts: readonly Part[],
  spanOf: (part: Part) => Extent,
  inner: () => void,
): void {
  const { plan } = scope;
  const [first] = parts;
  if (first === undefined || !plan.crowded || parts.reduce((sum, part) => sum + plan.weight(spanOf(part)), 0) < WORTHWHILE) {
    inner();
    return;
  }
  const label = scope.label("run");
  const never = `false${scope.ts(" as boolean")}`;
  const names = scope.unsettled();
  const settled = names.length === 0 ? "" : `while (${never}) [${names.join(", ")}]; `;
  const header = `${label}: { ${settled}if (${never}) break ${label};`;
  scope.compound(plan.key(first, "run"), () => scope.branches([{ key: plan.key(first, "inside"), header: () => header, inner }]));
}
