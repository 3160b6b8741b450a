/**
 * The collector as Lua programs see it: how much memory is in use, and steps of a collection. JavaScript's heap holds the compiler and compiled code
 * too, and its collector cannot be stopped or done in steps; so the figures are made to behave as PUC Lua's do:
 *
 * - In use is what was found reachable from the globals after the last collection, what the heap has grown by since the program began if
 *   that is much more (values that only local variables hold), and what was allocated since.
 * - A step does its share of the work that marking and sweeping that much would be; the step that completes it collects.
 * - When the figure is asked for and enough was allocated, garbage is collected, unless the collector was stopped.
 *
 * Scripts that share the heap of a server see its size and collect nothing.
 */
import { rt } from "../machine.ts";
import { reachableFrom } from "../reachable.ts";

const KILOBYTE = 1024;
/** What PUC Lua's own state and libraries take, about. */
const STATE_BYTES = 20 * KILOBYTE;
/** Bytes that V8's heap may grow by without anything of Lua's in it, beyond what loaded chunks take. */
const ENGINE_BYTES = 16 << 20;
const CHUNK_BYTES = 16 * KILOBYTE;
/** Bytes allocated that are worth a collection nobody asked for. */
const WORTH_COLLECTING = 1 << 19;
/** The least work of a step (GCSTEPSIZE). */
const STEP_BYTES = KILOBYTE;

export class Collector {
  running = true;
  /** In percent: how far memory grows before the next collection; how fast the collector is in relation to allocation. */
  pause = 200;
  stepMultiplier = 200;
  /** 5.2; without effect. */
  majorIncrement = 200;
  /** The bytes in use that are worth a collection, if the program has set them since the last one (5.0). */
  #limit: number | undefined = undefined;
  /** Bytes in use after the last collection, and the size of the heap then and at the beginning. */
  #live = STATE_BYTES;
  #heapThen: number;
  readonly #heapAtStart: number;
  /** Work done in steps of the present collection. */
  #work = 0;

  constructor() {
    this.#heapThen = this.#heapAtStart = rt.realm.heapAtStart;
  }

  /** The bytes in use that are worth a collection. */
  get threshold(): number {
    return this.#limit ?? this.#live + Math.max(WORTH_COLLECTING, (this.#live * (this.pause - 100)) / 100);
  }
  set threshold(bytes: number) {
    this.#limit = bytes;
  }

  /** Bytes in use. */
  bytes(): number {
    const heap = rt.realm.host.memory.usedBytes();
    if (rt.realm.sharesHeap) return heap;
    const used = this.#live + Math.max(0, heap - this.#heapThen);
    if (!this.running || used <= this.threshold) return used;
    this.measure();
    return this.#live;
  }

  /** A step of so many kilobytes; true if it completes a collection, which the caller is to do. */
  step(kilobytes: number): boolean {
    this.#work += ((Math.max(0, kilobytes) * KILOBYTE + STEP_BYTES) * this.stepMultiplier) / 100;
    return this.#work >= this.#live; // what was allocated since cannot be told from the engine's own
  }

  /** Ends a collection: collects what garbage there still is, that of looking at the heap included, and takes the figures. */
  measure(): void {
    this.#work = 0;
    this.#limit = undefined;
    const { memory } = rt.realm.host;
    const known = STATE_BYTES + reachableFrom(rt.realm.globals).bytes;
    memory.collect(true);
    this.#heapThen = memory.usedBytes();
    const chunks = (rt.loadedFiles.urls.size + rt.loadedTexts.urls.size) * CHUNK_BYTES;
    const unknown = this.#heapThen - this.#heapAtStart - known - chunks - ENGINE_BYTES;
    this.#live = known + Math.max(0, unknown);
  }
}
