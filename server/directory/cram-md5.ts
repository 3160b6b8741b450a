/**
 * CRAM-MD5 without the password in the clear. HMAC begins with one block made of the password alone; what MD5 has computed after that block can be kept in
 * the password's place and taken up again for each challenge. Whoever reads it can log in by CRAM-MD5, but not learn the password but by guessing.
 *
 * node:crypto can't begin MD5 in its middle, so its compression function stands here. Governing text: RFC 1321 §3.4, RFC 2104 §2 and §4, RFC 2195 §2.
 */
import { createHash, timingSafeEqual } from "node:crypto";

const BLOCK_BYTES = 64;
/** The state of MD5 before the first block (RFC 1321 §3.3). */
const INITIAL: readonly number[] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
/** `floor(2³² · |sin(i)|)` for i from 1 to 64. */
const SINES: readonly number[] = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);
/** Bits to rotate by, for each round four in turn. */
const SHIFTS: readonly (readonly number[])[] = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];

/** What is kept: MD5's state after the inner and after the outer block of the key, 64 hexadecimal digits. */
export function cramSecret(password: string): string {
  const given = Buffer.from(password, "utf8");
  const key = Buffer.alloc(BLOCK_BYTES);
  (given.length > BLOCK_BYTES ? createHash("md5").update(given).digest() : given).copy(key);
  const stateAfter = (pad: number) =>
    stateBytes(
      compress(
        INITIAL,
        key.map((byte) => byte ^ pad),
      ),
    ).toString("hex");
  return stateAfter(0x36) + stateAfter(0x5c);
}

/** Whether `response` (32 hexadecimal digits, in any case) is the right answer to the challenge. */
export function verifyCram(secret: string, challenge: string, response: string): boolean {
  const bytes = Buffer.from(secret, "hex");
  const inner = md5From(stateWords(bytes.subarray(0, 16)), Buffer.from(challenge, "latin1"));
  const expected = md5From(stateWords(bytes.subarray(16, 32)), inner);
  const given = Buffer.from(response, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** MD5 of one block that is already in `state`, followed by `rest`. */
function md5From(state: readonly number[], rest: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((rest.length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  rest.copy(padded);
  padded[rest.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(BLOCK_BYTES + rest.length) * 8n, padded.length - 8);
  let now = state;
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) now = compress(now, padded.subarray(at, at + BLOCK_BYTES));
  return stateBytes(now);
}

/** One block of 64 bytes (RFC 1321 §3.4, step 4). */
function compress(state: readonly number[], block: Uint8Array): readonly number[] {
  const view = new DataView(block.buffer, block.byteOffset, BLOCK_BYTES);
  const [a0 = 0, b0 = 0, c0 = 0, d0 = 0] = state;
  let [a, b, c, d] = [a0, b0, c0, d0];
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const [mixed, word] = mix(round, i, b, c, d);
    const sum = (a + mixed + (SINES[i] ?? 0) + view.getInt32(word * 4, true)) | 0;
    const shift = SHIFTS[round]?.[i & 3] ?? 0;
    [a, b, c, d] = [d, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0, b, c];
  }
  return [(a0 + a) | 0, (b0 + b) | 0, (c0 + c) | 0, (d0 + d) | 0];
}

/** The round's function of three words, and which word of the block it takes. */
function mix(round: number, i: number, b: number, c: number, d: number): readonly [number, number] {
  switch (round) {
    case 0:
      return [(b & c) | (~b & d), i];
    case 1:
      return [(b & d) | (c & ~d), (5 * i + 1) & 15];
    case 2:
      return [b ^ c ^ d, (3 * i + 5) & 15];
    default:
      return [c ^ (b | ~d), (7 * i) & 15];
  }
}

function stateBytes(state: readonly number[]): Buffer {
  const bytes = Buffer.alloc(16);
  for (const [i, word] of state.entries()) bytes.writeInt32LE(word | 0, i * 4);
  return bytes;
}

function stateWords(bytes: Buffer): readonly number[] {
  return [0, 4, 8, 12].map((at) => bytes.readInt32LE(at));
}
