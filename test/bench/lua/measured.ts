/** How long a run takes once V8 has settled. */

/** Each program runs at least so long before its best run counts. */
const WARM_SECONDS = 1;

export interface Measured {
  /** Processor time of the best run. */
  readonly seconds: number;
  readonly result: string;
}

/** Best processor time of at least `runs` runs, with the result. Runs until V8 has settled. */
export function measured(run: () => string, runs: number): Measured {
  const start = process.cpuUsage();
  let best = Number.POSITIVE_INFINITY;
  let result = "";
  for (let i = 0; i < runs || elapsed(start) < WARM_SECONDS; i++) {
    const before = process.cpuUsage();
    result = run();
    best = Math.min(best, elapsed(before));
  }
  return { seconds: best, result };
}

function elapsed(since: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(since);
  return (used.user + used.system) / 1e6;
}
