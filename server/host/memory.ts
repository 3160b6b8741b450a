/** The memory of the process: V8's own figures, and its collector. */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { HostMemory } from "../../runtime/host.ts";
import { takeUnreachable } from "./heap-graph.ts";

/** New objects, in bytes, that a collection is worth its time for. */
const WORTH_COLLECTING = 1 << 20;

/** The part of V8's heap that scripts of a server may fill: the rest is for what the server does meanwhile. */
const MOST_FOR_SCRIPTS = 0.7;

function usedBytes(): number {
  return getHeapStatistics().used_heap_size;
}

/** `shared`: the scripts of a server live in it. */
export function hostMemory(shared = false): HostMemory {
  let collector: Collector | undefined;
  /** Bytes after the last collection. */
  let left = 0;
  return {
    shared,
    ceilingBytes: shared ? getHeapStatistics().heap_size_limit * MOST_FOR_SCRIPTS : Number.POSITIVE_INFINITY,
    usedBytes,
    leftBytes: () => left,
    collect: (lazily = false) => {
      collector ??= exposedCollector();
      if (lazily && usedBytes() - left < WORTH_COLLECTING) {
        // New objects go at any rate: left to V8, they would go while the script watches what it allocates itself.
        collector({ type: "minor" });
        return;
      }
      endOfJob();
      collector();
      left = usedBytes();
    },
    takeUnreachable: (objects) => {
      endOfJob();
      return takeUnreachable(objects);
    },
  };
}

/**
 * What a WeakRef was made for or gave is kept until the end of the job. A context with a queue of microtasks of its own ends one as soon as a script
 * in it is done.
 */
function endOfJob(): void {
  runInNewContext("0", {}, { microtaskMode: "afterEvaluate" });
}

/** V8's `gc`: all of the heap, or only what is new. */
type Collector = (options?: { readonly type: "minor" }) => void;

/** V8 shows its collector to contexts that are made after this flag was set. */
function exposedCollector(): Collector {
  setFlagsFromString("--expose-gc");
  const collector: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  // What the flag makes `gc`.
  return typeof collector === "function" ? (collector as Collector) : () => undefined;
}
