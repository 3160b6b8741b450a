import { expect, test } from "vitest";
import { Pattern } from "../../../runtime/pattern/pattern.ts";
import { stringRulesOf } from "../../../runtime/string-rules.ts";
import { enterRealm } from "../lib/string-cases.ts";

test("a pattern whose translation was cut short by the end of the stack is translated anew", () => {
  enterRealm("5.2");
  const pattern = new Pattern(`^${"a-b".repeat(60)}`, stringRulesOf("5.2"), true);
  let returned = 0;
  const down = (): void => {
    try {
      down();
    } catch (error) {
      if (!(error instanceof RangeError) || ++returned % 20 !== 0) throw error;
      pattern.generated(); // ends the stack again, a little later each time, until there is room
    }
  };
  down();
  expect(pattern.search("ab".repeat(60), 0, pattern)).toBe(0);
});
