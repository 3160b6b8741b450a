/** A process compiles its first scripts without V8's optimising compilers. To be used in the main thread only: the flags are the process's. */
import { setFlagsFromString } from "node:v8";

/**
 * No function passes these filters. `--no-opt --no-maglev` would do the same at first, but what ran with them V8 optimises late, after the optimisers are
 * back: 40 scripts of 50 KB take a fifth longer than without all this.
 */
const WITHOUT_OPTIMISERS = ["--maglev-filter=~", "--turbo-filter=~"];
const WITH_OPTIMISERS = ["--maglev-filter=*", "--turbo-filter=*"];
/**
 * Characters of Lua, in all. Until then most of the compiler's optimised functions would be ready when they are hardly needed any more: a tenth of the processor
 * time for 10 KB, a fifth for 50 to 200 KB. With 500 KB they would still take some, but beside the main thread, which has done a fifth sooner.
 */
const MOST = 250_000;
/** What a text weighs besides, in characters: what it costs however short it is. */
const TEXT_WEIGHT = 500;

/** Compiles, or only checks, texts that are all known, in a process that has compiled nothing. */
export function compilingFirst<T>(texts: readonly { readonly text: string }[], compile: () => T): T {
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
  return firstCompilations()(characters, compile);
}

/** For what is loaded bit by bit: gives what is to do each compilation, of a text of so many characters. */
export function firstCompilations(): <T>(characters: number, compile: () => T) => T {
  let left = MOST;
  return (characters, compile) => {
    left -= characters + TEXT_WEIGHT;
    if (left < 0) return compile();
    for (const flag of WITHOUT_OPTIMISERS) setFlagsFromString(flag);
    try {
      return compile();
    } finally {
      for (const flag of WITH_OPTIMISERS) setFlagsFromString(flag);
    }
  };
}
