import { expect, onTestFinished, test } from "vitest";
import type { ConfigInput } from "../../server/config.ts";
import { configDoubts } from "../../server/config-doubts.ts";
import { Directory } from "../../server/directory/directory.ts";
import { checkConfig } from "../../server/read-config.ts";
import { testQueue } from "./queue/queued-message.ts";
import { scriptSet } from "./smtp/script-fixture.ts";

/** What is doubtful in a configuration, with scripts of these names. */
async function doubtsOf(input: ConfigInput, ...scripts: string[]): Promise<readonly string[]> {
  const config = checkConfig(input, "test", "/srv/mail");
  const directory = new Directory(config.directory, (await testQueue()).store);
  onTestFinished(() => directory.close());
  return configDoubts(config, directory, scriptSet(Object.fromEntries(scripts.map((name) => [name, ""]))));
}

const users = [{ name: "ann" }, { name: "bob" }];
const expected = "expected users, aliases or addresses of other servers, found";

test.each<[string, ConfigInput, readonly string[]]>([
  [
    "aliases that lead to users, aliases and other servers",
    { directory: { users, aliases: { sales: ["ann", "bob@example.com", "x@example.net"], all: ["sales"], ann: ["ann"] } } },
    [],
  ],
  [
    "an alias that leads to a misspelt user, too",
    { directory: { users, aliases: { sales: ["ann", "bbo", "bbo@example.com"] } } },
    [
      `directory.aliases["sales"]: ${expected} "bbo"; only the others get its mail; did you mean "bob"?`,
      `directory.aliases["sales"]: ${expected} "bbo@example.com"; only the others get its mail; did you mean "bob@example.com"?`,
    ],
  ],
  [
    "an alias that leads to nobody else",
    { directory: { users, aliases: { sales: ["somebody"] } } },
    [`directory.aliases["sales"]: ${expected} "somebody"; mail for it is refused`],
  ],
  [
    "aliases that lead to each other, and an empty one",
    { directory: { users, aliases: { a: ["b"], b: ["a"], none: [] } } },
    ["a", "b", "none"].map((name) => `directory.aliases["${name}"]: leads to nobody; mail for it is refused`),
  ],
  [
    "unknown recipients who all go to the postmaster",
    { directory: { users, aliases: { sales: ["somebody"] }, unknownRecipients: "postmaster" } },
    [],
  ],
  [
    "a postmaster who is no user",
    { directory: { users, postmaster: "Bop" } },
    ['directory.postmaster: expected a user, found "Bop"; did you mean "bob"?; the first user, "ann", gets mail for postmaster'],
  ],
  [
    "a login that is required, where nobody has one",
    { services: [{}, { id: 2, port: 587, authentication: "required" }], directory: { users } },
    ['services[1].authentication: "required", but no user has a password: nobody can send mail'],
  ],
  [
    "one that somebody has",
    { services: [{ authentication: "required" }], directory: { users: [{ name: "ann", password: "plain:x" }] } },
    [],
  ],
  ["a postmaster in other letters", { directory: { users, postmaster: "BOB" } }, []],
  [
    "services that share a number, for their rules, under names of their own",
    {
      services: [
        { name: "in", port: 25 },
        { name: "submission", port: 587 },
      ],
    },
    [],
  ],
  [
    "services that nobody can tell apart",
    { services: [{ port: 25 }, { port: 587 }] },
    ['services[1]: has the id 1 and the name "SMTP" of services[0]; scripts and the log cannot tell them apart'],
  ],
  [
    "a rule of a service that is not there",
    { rules: [{ name: "spam", service: 2, action: "reject" }] },
    ['rules[0].service: no service has the id 2; services have 1; the rule "spam" is never tried'],
  ],
])("%s", async (_, input, doubts) => {
  expect(await doubtsOf(input)).toEqual(doubts);
});

test("rules scripts of services that are not there", async () => {
  expect(await doubtsOf({}, "smtpsvr.lua", "smtprules_1.lua", "SMTPRULES_2.LUA")).toEqual([
    "smtprules_2.lua is never called: no service has the id 2; services have 1",
  ]);
});
