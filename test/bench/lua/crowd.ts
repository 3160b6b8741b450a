/**
 * Twenty other scripts in the process, as on a server with many: sites of the runtime that all scripts share see their tables and
 * functions first. They are cases of the test corpus, one script each.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compiledScript } from "./compiled-script.ts";

const CROWD = 20;
/** Enough for V8 to compile what they share. */
const RUNS = 50;

/** Cases that need a standard output, the larger stack of the server, or the text of their functions. */
const NEEDS_MORE = /io\.|deep recursion|string\.dump/;

const folder = join(import.meta.dirname, "../../lua/corpus");

/** Compiles and runs them; gives how many there were. */
export async function joinCrowd(): Promise<number> {
  const scripts = readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), "latin1").split(/^(?=--@)/m))
    .filter((script) => /^--@.*\b5\.1\b/.test(script) && !NEEDS_MORE.test(script))
    .filter((_, i, all) => i % Math.floor(all.length / CROWD) === 0)
    .slice(0, CROWD);
  for (const [i, script] of scripts.entries()) {
    for (let run = 0; run < RUNS; run++) {
      const instance = await compiledScript(`crowd-${i}-${run}.lua`, script);
      await instance.run([]); // a case may be one that ends with an error
    }
  }
  return scripts.length;
}
