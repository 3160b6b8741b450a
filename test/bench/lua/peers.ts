/** Other implementations of Lua, each in a process of its own: peer.lua runs the program in them. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Measured } from "./measured.ts";

export interface Peer {
  readonly name: string;
  readonly command: string;
  /** What the command line begins with; program, size and number of runs follow. */
  readonly words: readonly string[];
  /** Runs at most; the slowest peer takes seconds for one. */
  readonly runs: number;
  /** Its integers have 32 bits, so that it may count to another result: such a figure is left out. */
  readonly narrow?: true;
}

const inFolder = (file: string): string => join(import.meta.dirname, file);

export const PEERS: readonly Peer[] = [
  { name: "luajit", command: "luajit", words: [inFolder("peer.lua")], runs: 3 },
  { name: "lua5.1", command: "lua5.1", words: [inFolder("peer.lua")], runs: 3 },
  { name: "wasmoon", command: process.execPath, words: [inFolder("wasmoon-peer.ts")], runs: 3 },
  { name: "fengari", command: process.execPath, words: [inFolder("fengari-peer.ts")], runs: 1, narrow: true },
];

/** Processor time of the peer's best run, in seconds, with the result; undefined if the peer is not installed. */
export function measuredPeer(peer: Peer, program: string, size: number, runs: number): Measured | undefined {
  try {
    const output = execFileSync(
      peer.command,
      [...peer.words, join(import.meta.dirname, "programs", `${program}.lua`), String(size), String(Math.min(runs, peer.runs))],
      { encoding: "latin1" },
    );
    const [result = "", seconds = ""] = output.trim().split("\t");
    return { seconds: Number(seconds), result };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Lua 5.3 and 5.4 print a whole float as `3.0`. */
export function sameResult(a: string, b: string): boolean {
  const plain = (text: string): string => text.replace(/\.0(?!\d)/g, "");
  return plain(a) === plain(b);
}
