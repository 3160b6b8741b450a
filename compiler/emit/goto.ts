/**
 * `goto` and labels. Governing text: Lua 5.2 manual §3.3.4.
 *
 * Labels at the end of a block that are only jumped forward to (the `continue` idiom) become a labelled block:
 *
 *     goto continue      break continue$1;
 *     ::continue::       continue$1: { … }
 *
 * Any other block with labels is cut into segments at them, in a loop that a `goto` restarts with the number of its segment:
 *
 *     goto$1: for (;;) {
 *       if (number$1 < 1) { … }        // up to the first label
 *       …                              // goto first → { number$1 = 1; continue goto$1; }
 *       break;
 *     }
 */
import { blocksOf } from "../analyse/walk.ts";
import type { Block, LabelStatement, Statement } from "../ast.ts";
import type { Module } from "./module.ts";
import { emitInRuns } from "./runs.ts";
import type { FunctionScope } from "./scope.ts";

/** True if the block has labels that are used. */
export function hasLabels(block: Block): boolean {
  return block.statements.some((statement) => statement.kind === "Label" && statement.label.uses > 0);
}

/** True if all used labels stand at the block's end and are jumped forward to. */
function onlyContinues(block: Block): boolean {
  let ended = false;
  for (const statement of block.statements) {
    if (statement.kind === "Label") {
      if (statement.label.uses === 0) continue;
      if (statement.label.backward) return false;
      ended = true;
    } else if (ended) return false;
  }
  return true;
}

/** True if a `break` of the loop may stand inside the JavaScript loop of a block with labels. */
export function needsLoopLabel(module: Module, body: Block, repeat: boolean): boolean {
  return isLoop(body, repeat) || holdsLoop(module, body);
}

/** True for a block whose labels make it a JavaScript loop. */
function isLoop(block: Block, repeat: boolean): boolean {
  return hasLabels(block) && (repeat || !onlyContinues(block));
}

/** True if a block inside it is such a loop. */
function holdsLoop(module: Module, block: Block): boolean {
  const known = module.holdsLoops.get(block);
  if (known !== undefined) return known;
  const answer = block.statements.some((statement) =>
    blocksOf(statement).some((inner) => isLoop(inner, statement.kind === "Repeat") || holdsLoop(module, inner)),
  );
  module.holdsLoops.set(block, answer);
  return answer;
}

/** A block with labels. `until` emits what stands at its end, inside its scope: the condition of `repeat`. */
export function emitLabelled(scope: FunctionScope, block: Block, until?: () => void): void {
  const key = scope.plan.key(block, "labelled");
  if (until === undefined && onlyContinues(block)) {
    const label = scope.label("continue");
    for (const statement of block.statements) {
      if (statement.kind === "Label") scope.labels.set(statement.label, `break ${label};`);
    }
    scope.compound(key, () =>
      scope.body(
        scope.plan.key(block, "continue"),
        () => `${label}: {`,
        () => emitInRuns(scope, block),
      ),
    );
    return;
  }
  const segments = cut(block);
  const label = scope.label("goto");
  const backward = segments.some(({ label: start }) => start?.label.backward === true);
  const go = scope.temp("number", "0", true);
  segments.forEach((segment, i) => {
    for (const start of segment.labels) scope.labels.set(start.label, `{ ${go.text} = ${i}; continue ${label}; }`);
  });
  if (backward) scope.loopDepth++;
  hoisting(scope, () =>
    scope.holding([go], () =>
      scope.compound(key, () =>
        scope.body(
          scope.plan.key(block, "segments"),
          () => `${label}: for (;;) {`,
          () => {
            if (backward) scope.payIteration(scope.module.contents.lengths.ofBlock(block));
            if (segments.length > FREE_SEGMENTS) payJump(scope, segments.length);
            segments.forEach((segment, i) => {
              const statements = (): void => {
                for (const statement of segment.statements) scope.emitters.statement(scope, statement);
              };
              if (i === segments.length - 1) {
                statements();
                return;
              }
              const owner = segment.label ?? block;
              scope.compound(scope.plan.key(owner, "segment"), () =>
                scope.branches([
                  {
                    key: scope.plan.key(owner, "inside"),
                    header: (range) => `if (${scope.enter(`${go.text} < ${i + 1}`, range)}) {`,
                    inner: statements,
                  },
                ]),
              );
            });
            until?.();
            scope.line("break;");
          },
        ),
      ),
    ),
  );
  if (backward) scope.loopDepth--;
}

/** Segments that a jump passes without a charge. */
const FREE_SEGMENTS = 16;

/** A jump looks at the numbers of all segments before its own. */
function payJump(scope: FunctionScope, segments: number): void {
  const fuel = `${scope.module.use("rt")}.fuel`;
  scope.line(`if ((${fuel} = (${fuel} - ${segments >> 2}) | 0) < 0) \`\${${scope.module.use("refuel")}}\`;`);
}

interface Segment {
  readonly label: LabelStatement | undefined;
  readonly labels: LabelStatement[];
  readonly statements: Statement[];
}

function cut(block: Block): Segment[] {
  let segment: Segment = { label: undefined, labels: [], statements: [] };
  const segments = [segment];
  for (const statement of block.statements) {
    if (statement.kind === "Label" && statement.label.uses > 0) {
      segment = { label: statement, labels: [statement], statements: [] };
      segments.push(segment);
    } else segment.statements.push(statement);
  }
  return segments;
}

/** In the fast form, locals of the segments are declared before the loop, so that all segments see them. */
function hoisting(scope: FunctionScope, inner: () => void): void {
  if (scope.mode === "resumed" || scope.hoistTo !== undefined) {
    inner();
    return;
  }
  const hoisted = new Map<string, string>();
  scope.hoistTo = hoisted;
  const written = scope.divert(inner);
  scope.hoistTo = undefined;
  if (hoisted.size > 0) {
    scope.line(
      `let ${[...hoisted].map(([name, type]) => `${name}${scope.ts(`!: ${scope.module.useTypesIn(type)}`)}`).join(", ")};`,
    );
  }
  scope.out.addAll(written);
}
