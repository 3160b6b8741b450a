/**
 * V8's code cache of a script, in a file beside its JavaScript: with it V8 need not read the whole text at a start. It holds for one version and one
 * set of flags of V8, so it belongs to no manifest; one that is missing, damaged or refused is made anew by whoever loads the script, or has compiled it.
 *
 * File: SHA-256 of the JavaScript and the cache (32 bytes), the cache.
 */
import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { type ChunkFactory, evaluate } from "../../compiler/evaluate.ts";

const HASH_BYTES = 32;

/** The file for the JavaScript at `path`. */
export function codeCachePath(path: string): string {
  return `${path}.cache`;
}

/** Evaluates JavaScript with the cache at `path`, which is written if it was of no use. */
export async function evaluateCached(javascript: string, url: string, path: string): Promise<ChunkFactory> {
  const kept = await keptCache(path, javascript);
  const { factory, cacheAccepted, createCachedData } = evaluate(javascript, url, kept);
  if (kept === undefined || !cacheAccepted) await keep(path, javascript, createCachedData());
  return factory;
}

/** V8 does not look whether the bytes are as it wrote them, and of the text it looks at the length only. */
async function keptCache(path: string, javascript: string): Promise<Buffer | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  const cache = bytes?.subarray(HASH_BYTES);
  return cache !== undefined && bytes?.subarray(0, HASH_BYTES).equals(sha256(javascript, cache)) ? cache : undefined;
}

async function keep(path: string, javascript: string, cache: Buffer): Promise<void> {
  const aside = `${path}.${randomUUID()}.new`;
  try {
    await writeFile(aside, Buffer.concat([sha256(javascript, cache), cache]));
    await rename(aside, path);
  } catch {
    // A folder that may only be read, or is full, is loaded from all the same, in a few milliseconds more.
    await rm(aside, { force: true }).catch(() => undefined);
  }
}

function sha256(javascript: string, cache: Buffer): Buffer {
  return createHash("sha256").update(javascript).update(cache).digest();
}
