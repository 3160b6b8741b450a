/** The memory of the process: V8's own figures, and its collector. */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { HostMemory } from "../../runtime/host.ts";
import { takeUnreachable } from "./heap-graph.ts";

/** New objects, in bytes, that a collection is worth its time for. */
const WORTH_COLLECTING = 1 << 20;

function usedBytes(): number {
  return getHeapStatistics().used_heap_size;
}

export function hostMemory(): HostMemory {
  let collector: (() => void) | undefined;
  /** Bytes after the last collection. */
  let left = 0;
  return {
    usedBytes,
    collect: (lazily = false) => {
      if (lazily && usedBytes() - left < WORTH_COLLECTING) return;
      collector ??= exposedCollector();
      endOfJob();
      collector();
      left = usedBytes();
    },
    takeUnreachable: (objects) => {
      endOfJob();
      const gone = takeUnreachable(objects);
      left = usedBytes();
      return gone;
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

/** V8 shows its collector to contexts that are made after this flag was set. */
function exposedCollector(): () => void {
  setFlagsFromString("--expose-gc");
  const collector: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  // The flag makes `gc` a function of no arguments.
  return typeof collector === "function" ? (collector as () => void) : () => undefined;
}
