/** The memory of the process: V8's own figures, and its collector. */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { HostMemory } from "../../runtime/host.ts";

export function hostMemory(): HostMemory {
  let collector: (() => void) | undefined;
  return {
    usedBytes: () => getHeapStatistics().used_heap_size,
    collect: () => {
      collector ??= exposedCollector();
      endOfJob();
      collector();
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
