import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { compilingFirst, firstCompilations } from "../../../server/scripts/first-compilations.ts";

const code = new Script("1000").createCachedData();
let programs = 1000;

/** V8 takes code only with the flags it was compiled with, and for a text of the same length. */
function usualFlags(): boolean {
  return new Script(String(++programs), { cachedData: code }).cachedDataRejected === false;
}

describe("the first compilations of a process", () => {
  test("have flags of their own, which are back afterwards", () => {
    const compiling = firstCompilations();
    expect(compiling(1000, usualFlags)).toBe(false);
    expect(usualFlags()).toBe(true);
  });

  test("give the flags back when they fail", () => {
    const fail = (): never => {
      throw new Error("refused");
    };
    expect(() => firstCompilations()(1000, fail)).toThrow("refused");
    expect(usualFlags()).toBe(true);
  });

  test("end after many texts, short ones too", () => {
    const compiling = firstCompilations();
    const first = Array.from({ length: 2000 }, () => compiling(10, usualFlags)).indexOf(true);
    expect(first).toBeGreaterThan(100);
    expect(first).toBeLessThan(1000);
  });

  test("leave texts alone that are long altogether", () => {
    const text = "x".repeat(200_000);
    expect(compilingFirst([{ text }], usualFlags)).toBe(false);
    expect(compilingFirst([{ text }, { text }], usualFlags)).toBe(true);
  });
});
