/**
 * Calls of methods that the chunk defines for several classes. Such a call compares what it found with the functions that it may well be, so that each
 * has a place of its own, and V8 puts the function into that place; in a place where it sees several it calls them.
 *
 *     const fn$1 = fnMethod(…, shape, "$area", "local shape");
 *     … fn$1 === method$area$1 ? method$area$1(shape) : fn$1 === method$area$2 ? method$area$2(shape) : fn$1(shape)
 *
 * The constants are what the top level of the chunk stores under the name (analyse/methods.ts); the functions stand at chunk level, later ones too.
 */
import { type Methods, methodsOf } from "../analyse/methods.ts";
import type { Chunk, FunctionBody } from "../ast.ts";

/** V8 puts up to so many functions into a call. */
const COMPARED = 4;

export class MethodConstants {
  readonly #methods: Methods;
  /** Names that calls compare with. */
  readonly #used = new Set<string>();

  constructor(chunk: Chunk) {
    this.#methods = methodsOf(chunk);
  }

  /** The constants to compare with, undefined for names that the chunk has one method of or none. */
  of(name: string): readonly string[] | undefined {
    const bodies = this.#methods.get(name);
    if (bodies === undefined || bodies.length < 2) return undefined;
    this.#used.add(name);
    return bodies.slice(0, COMPARED).map((_, i) => constantName(name, i));
  }

  /** The constants that calls compare with, and their functions. */
  *used(): Generator<readonly [name: string, body: FunctionBody]> {
    for (const name of this.#used) {
      const bodies = this.#methods.get(name)?.slice(0, COMPARED) ?? [];
      for (const [i, body] of bodies.entries()) yield [constantName(name, i), body];
    }
  }
}

function constantName(name: string, i: number): string {
  return `method$${name}$${i + 1}`;
}
