/**
 * Texts that are put together from others. V8 only notes the parts (a rope) and copies them where the text is first read, byte by byte perhaps:
 * there nothing is charged or measured. So once a script has put together more than it may use, long texts are copied at once.
 */
import { chargeMemory } from "./budget.ts";
import { rt } from "./machine.ts";

/** Shorter ropes are left to V8: memory is measured so often then that they do not matter (`ROPE_SLICE` of budget.ts). */
const COPIED_AT_ONCE = 1 << 14;

/** The text, its memory charged. */
export function assembled(text: string): string {
  const { length } = text;
  chargeMemory(length);
  const { memoryUse, limits } = rt.realm;
  memoryUse.ropeBytes += length;
  return length >= COPIED_AT_ONCE && memoryUse.ropeBytes > limits.memoryBytes ? copied(text) : text;
}

/** The text, its parts copied together now. */
export function copied(text: string): string {
  // Kept in a register, or V8 would leave the reading out.
  rt.readByte = text.charCodeAt(0);
  return text;
}
