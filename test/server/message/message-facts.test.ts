import { describe, expect, it } from "vitest";
import { HeaderFacts } from "../../../server/message/message-facts.ts";

const facts = (lines: readonly string[], recipients: readonly string[] = []) =>
  new HeaderFacts(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), recipients);

describe("what a header says", () => {
  it("knows From with its display name, and the subject unfolded", () => {
    const header = facts(['From: "Doe, Ann" <ann@example.org>', "Subject: one", " two"]);
    expect([header.from, header.fromName, header.subject]).toEqual(["ann@example.org", "Doe, Ann", "one two"]);
  });

  it("calls recipients blind that stand neither in To nor in Cc, whatever their case", () => {
    const header = facts(
      ["To: Bob <BOB@example.org>, list: c@example.org, d@example.org;", "Cc: e@example.org"],
      ["bob@example.org", "d@example.org", "e@example.org", "x@example.org"],
    );
    expect(header.to).toEqual(["BOB@example.org", "c@example.org", "d@example.org"]);
    expect(header.bccRecipients).toEqual(["x@example.org"]);
  });

  it("gives lines without their ends, folding kept", () => {
    expect(facts(["A: 1", "\t2", "B: 3"]).headerLines).toEqual(["A: 1\r\n\t2", "B: 3"]);
  });

  it("counts hops", () => {
    expect(facts(["Received: a", "RECEIVED : b", "X-Received: c", "Subject: x", " Received: d"]).hops).toBe(2);
  });

  it("is empty for an empty header", () => {
    const header = facts([]);
    expect([header.from, header.subject, header.to, header.headerLines]).toEqual(["", "", [], []]);
  });

  it("reads a huge address field in a moment", () => {
    for (const field of ["a@b, ", "(", '"', "<", ":", ";,", "\\"]) {
      const begin = performance.now();
      expect(facts([`To: ${field.repeat(40_000)}`]).to.length).toBeGreaterThanOrEqual(0);
      expect(performance.now() - begin).toBeLessThan(3000);
    }
  });
});
