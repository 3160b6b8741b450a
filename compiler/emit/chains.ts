/**
 * Chains of operators, indices or calls that are deeper than the compiler, and V8's parser, can follow: `a + b + c …` with thousands of parts,
 * which Lua allows. They are cut: what is evaluated first goes to a temporary, and the next part goes on from there.
 *
 *     x + x + … + x   →   let value$1 = x + … + x; value$1 = value$1 + x … ;
 */
import type { Contents } from "../analyse/contents.ts";
import { firstPart } from "../analyse/walk.ts";
import type { Expression } from "../ast.ts";
import { type Code, held, type Temp } from "./code.ts";
import { inRun } from "./runs.ts";
import type { FunctionScope } from "./scope.ts";

/** Links that are emitted as one piece. */
const PIECE = 100;

/** Whether a chunk has chains that will be cut. */
export function hasDeepChains({ longestChain }: Contents): boolean {
  return longestChain > PIECE;
}

/** True for a chain that will be cut. Pieces in `ready` are done. */
export function isDeep(expression: Expression, ready?: ReadonlyMap<Expression, Code>): boolean {
  let links = 0;
  for (let e = firstPart(expression); e !== undefined && ready?.has(e) !== true; e = firstPart(e))
    if (++links > PIECE) return true;
  return false;
}

/** Cuts a deep chain: saves all but the last piece, and gives what it noted in `ready`, the saved pieces by their outermost links. */
export function cutChain(scope: FunctionScope, expression: Expression, ready: Map<Expression, Code>): readonly Expression[] {
  const links: Expression[] = [];
  for (let e: Expression | undefined = expression; e !== undefined; e = firstPart(e)) links.push(e);
  const pieces: Expression[] = [];
  let chain: Temp | undefined;
  for (let at = links.length - PIECE; at > 0; at -= PIECE) {
    const link = links[at];
    if (link === undefined) continue;
    if (chain === undefined) chain = scope.temp("value", scope.asValue(scope.emitters.value(scope, link)), true);
    else {
      const { text } = chain;
      const emit = (): void =>
        scope.statement(() => scope.line(`${text} = ${scope.asValue(scope.emitters.value(scope, link))};`));
      scope.holding([chain], () => inRun(scope, [link], (piece) => piece, emit));
    }
    ready.set(link, held(chain));
    pieces.push(link);
  }
  return pieces;
}
