import { expect, it } from "vitest";
import { replyText } from "../../../server/smtp/reply.ts";
import { ruleReply } from "../../../server/smtp/rule-reply.ts";

it.each([
  [false, "", "550 5.7.1 Refused"],
  [false, "no", "550 5.7.1 no"],
  [false, "551 5.7.1 no", "551 5.7.1 no"],
  [true, "", "451 4.7.1 Refused for now, try again later"],
  [true, "no", "451 4.7.1 no"],
  [true, "450 wait", "450 wait"],
  [true, "550 no", "451 no"],
  [true, "550 5.7.1 no", "451 4.7.1 no"],
  [true, "550-5.7.1 no\r\n550 5.7.1 never", "451-4.7.1 no 451 4.7.1 never"],
  [true, "550 5.7 no", "451 5.7 no"],
])("a rule (temporary: %s) that says %j answers %s", (temporary, text, expected) => {
  expect(replyText(ruleReply({ temporary, text }))).toBe(expected);
});
