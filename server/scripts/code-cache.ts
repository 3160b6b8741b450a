/**
 * V8's code cache of a script, in a file beside its JavaScript: with it V8 need not read the whole text at a start. It holds for one version and one
 * set of flags of V8, so it belongs to no manifest; one that is missing, damaged or refused is made anew by whoever loads the script, or has compiled it.
 *
 * File: SHA-256 of what identifies the JavaScript, and of the cache (32 bytes); the cache.
 */
import { hash, randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type ChunkFactory, evaluate } from "../../compiler/evaluate.ts";

const HASH_BYTES = 32;

/** The file for the JavaScript at `path`. */
export function codeCachePath(path: string): string {
  return `${path}.cache`;
}

/**
 * Evaluates JavaScript with the cache at `path`, which is written if it was of no use. `identity` is no other text's (its hash, and what was added to it).
 */
export function evaluateCached(javascript: string, identity: string, url: string, path: string): ChunkFactory {
  const kept = keptCache(path, identity);
  const { factory, cacheAccepted, createCachedData } = evaluate(javascript, url, kept);
  if (kept === undefined || !cacheAccepted) keep(path, identity, createCachedData());
  return factory;
}

/** V8 does not look whether the bytes are as it wrote them, and of the text it looks at the length only. */
function keptCache(path: string, identity: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return undefined;
  }
  const cache = bytes.subarray(HASH_BYTES);
  return bytes.subarray(0, HASH_BYTES).equals(sha256(identity, cache)) ? cache : undefined;
}

function keep(path: string, identity: string, cache: Buffer): void {
  const aside = `${path}.${randomUUID()}.new`;
  try {
    writeFileSync(aside, Buffer.concat([sha256(identity, cache), cache]));
    renameSync(aside, path);
  } catch {
    // A folder that may only be read, or is full, is loaded from all the same, in a few milliseconds more.
    removeIfPossible(aside);
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is no part of the artefact: the script is loaded from all the same.
  }
}

function sha256(identity: string, cache: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.from(identity), cache]), "buffer");
}
