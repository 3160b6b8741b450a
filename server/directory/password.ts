/**
 * Passwords as they are kept: salted and hashed with scrypt (RFC 7914), in one line of text with its parameters, or in the clear where an
 * administrator wrote `plain:` before it in the configuration.
 *
 * `scrypt:N:r:p:salt:hash`, salt and hash in base64url; if the user may log in by CRAM-MD5, followed by `:cram-md5:` and its secret (`cram-md5.ts`),
 * which is weaker than scrypt and therefore only there on request.
 */
import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { cramSecret, verifyCram } from "./cram-md5.ts";

const COST = 16_384;
const BLOCK_SIZE = 8;
const PARALLELISATION = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** A cost from a file must not take the machine's memory away: 128 · N · r bytes at most. */
const MAX_MEMORY_BYTES = 134_217_728;

/** The password as a line to be kept, good for CRAM-MD5 too if that is asked for. Takes some tens of milliseconds, on another thread. */
export async function hashPassword(password: string, withCramMd5 = false): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, { N: COST, r: BLOCK_SIZE, p: PARALLELISATION });
  const line = ["scrypt", COST, BLOCK_SIZE, PARALLELISATION, salt.toString("base64url"), hash.toString("base64url")].join(":");
  return withCramMd5 ? `${line}:cram-md5:${cramSecret(password)}` : line;
}

/** Whether `response` answers the challenge of CRAM-MD5 for the password kept. False too if it is kept in a form that can't tell. */
export function verifyCramMd5(kept: string, challenge: string, response: string): boolean {
  const secret = cramSecretOf(kept);
  return secret !== undefined && verifyCram(secret, challenge, response);
}

/** Whether the password is kept in a form that can tell right answers of CRAM-MD5 from wrong ones. */
export function isGoodForCramMd5(kept: string): boolean {
  return cramSecretOf(kept) !== undefined;
}

function cramSecretOf(kept: string): string | undefined {
  const clear = clearPassword(kept);
  return clear === undefined ? parse(kept)?.cram : cramSecret(clear);
}

/** The password in the clear, if that is how it is kept. */
function clearPassword(kept: string): string | undefined {
  return kept.startsWith("plain:") ? kept.slice("plain:".length) : undefined;
}

/** Whether `kept` is of a form that `verifyPassword` can judge; "" (no login) is one. */
export function isPassword(kept: string): boolean {
  return kept === "" || clearPassword(kept) !== undefined || parse(kept) !== undefined;
}

/**
 * Whether `password` is the one that `kept` was made of. Takes about the same time whether or not, and also for `kept` undefined or "" (no such user, no
 * login), so that the time tells nothing.
 */
export async function verifyPassword(password: string, kept: string | undefined): Promise<boolean> {
  const parts = parse(kept ?? "");
  const clear = clearPassword(kept ?? "");
  const { salt, hash, options } = parts ?? NOBODY;
  const given = await derive(password, salt, hash.length, options);
  if (clear !== undefined) {
    // Hashed once more, so that neither the time nor the length of the comparison tells about the clear text.
    return timingSafeEqual(given, await derive(clear, salt, hash.length, options));
  }
  return timingSafeEqual(given, hash) && parts !== undefined;
}

interface Kept {
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly options: { readonly N: number; readonly r: number; readonly p: number };
  readonly cram: string | undefined;
}

const NOBODY: Kept = {
  salt: Buffer.alloc(SALT_BYTES),
  hash: Buffer.alloc(HASH_BYTES),
  options: { N: COST, r: BLOCK_SIZE, p: PARALLELISATION },
  cram: undefined,
};

function parse(kept: string): Kept | undefined {
  const match = /^scrypt:(\d{1,8}):(\d{1,3}):(\d{1,3}):([\w-]{8,128}):([\w-]{16,256})(?::cram-md5:([0-9a-f]{64}))?$/.exec(kept);
  const [, n, r, p, salt, hash, cram] = match ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const options = { N: Number(n), r: Number(r), p: Number(p) };
  if (options.N < 2 || (options.N & (options.N - 1)) !== 0 || options.r < 1 || options.p < 1) return undefined;
  if (128 * options.N * options.r * options.p > MAX_MEMORY_BYTES) return undefined;
  return { salt: Buffer.from(salt, "base64url"), hash: Buffer.from(hash, "base64url"), options, cram };
}

function derive(password: BinaryLike, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, { ...options, maxmem: 2 * MAX_MEMORY_BYTES }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
