import { expect, test } from "vitest";
import { DOOR_VALUES } from "../../../compiler/emit/door.ts";
import * as door from "../../../runtime/door.ts";

test("the compiler knows every name of the runtime's door, and no other", () => {
  expect([...DOOR_VALUES].sort()).toEqual(Object.keys(door).sort());
});
