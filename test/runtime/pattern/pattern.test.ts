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

test.each(["(%w+)%s*=%s*(%w+)", "%f[%w]other_%a+", '"(.-)"', "d. (;*)$"])(
  "a pattern that is searched for often finds the same by generated code: %s",
  (source) => {
    enterRealm("5.2");
    const text = 'xxx key = value; other_key=  "second" ;'.repeat(3);
    const fresh = (): Pattern => new Pattern(source, stringRulesOf("5.2"), true);
    const find = (pattern: Pattern, init: number): unknown[] => {
      const start = pattern.search(text, init, pattern);
      return start < 0 ? [start] : [start, pattern.end, ...pattern.values(text)];
    };
    const hot = fresh();
    const { search } = hot;
    for (let searches = 0; searches < 200_000 && hot.search === search; searches++) hot.search(text, searches % text.length, hot);
    expect(hot.search).not.toBe(search);
    for (let init = 0; init <= text.length; init++) expect(find(hot, init), `from ${init}`).toEqual(find(fresh(), init));
  },
);
