import { describe, expect, it } from "vitest";
import {
  CONTRACT,
  compareVersions,
  DISABLED,
  HELPERS,
  hookOf,
  type ScriptKind,
  scriptNameOf,
} from "../../../runtime/vpop3/contract.ts";
import { HASHES } from "../../../runtime/vpop3/hash-library.ts";
import { MESSAGE } from "../../../runtime/vpop3/message-library.ts";
import { NETWORK } from "../../../runtime/vpop3/network-library.ts";
import { OS_ADDITIONS } from "../../../runtime/vpop3/os-library.ts";
import { SETTINGS } from "../../../runtime/vpop3/settings-library.ts";
import { isKnownVersion, NEWEST } from "../../../runtime/vpop3/version.ts";

const kinds: [string, ScriptKind][] = Object.entries(CONTRACT);

describe("script names", () => {
  it.each([
    ["SMTPSVR.LUA", { kind: "smtpsvr", number: undefined, user: undefined }],
    ["smtprules_1.lua", { kind: "smtprules", number: 1, user: undefined }],
    ["SmtpRules_12.Lua", { kind: "smtprules", number: 12, user: undefined }],
    ["ann\\user_redirect.lua", { kind: "user_redirect", number: undefined, user: "ann" }],
    ["user_redirect.lua", { kind: "user_redirect", number: undefined, user: undefined }],
  ])("%s is a script of the contract", (name, expected) => {
    expect(scriptNameOf(name)).toEqual(expected);
  });
  it.each(["smtprules_.lua", "smtprules_0.lua", "smtprules_x.lua", "mysmtpsvr.lua", "ann/smtpsvr.lua", "__proto__"])(
    "%s is not one",
    (name) => {
      expect(scriptNameOf(name)).toBeUndefined();
    },
  );
});

describe("the table", () => {
  it("has every callback that the SMTP server page lists", () => {
    const page =
      "Start RBLResults GetMaxMessageSize GetEHLOCapabilities DoHELO DoHELP DoQUIT DoNOOP DoRSET DoVRFY DoEXPN DoMAILFROM DoRCPTTO DoDATAStart DoUnrecognised ProcessMessage StartMessage MessageLineRaw MessageLine EndMessage CheckRecipients MonitorBcc LogRecipients LogRecipientsBlocked End";
    for (const name of page.split(" ")) expect(hookOf("smtpsvr", name), name).toBeDefined();
  });
  it("finds no hook under a name of Object.prototype", () => {
    expect(hookOf("smtpsvr", "constructor")).toBeUndefined();
    expect(hookOf("smtpsvr", "__proto__")).toBeUndefined();
  });
  it.each(kinds)("%s: every row names a source and a version that can be compared", (_, kind) => {
    const rows = [kind, ...Object.values(kind.hooks), ...Object.values(kind.globals)];
    for (const row of rows) {
      expect(row.sources.length).toBeGreaterThan(0);
      expect(compareVersions(row.since, row.since)).toBe(0);
    }
  });
  it.each(kinds)("%s: a hook whose returns go by type has at most one of each type", (_, kind) => {
    for (const hook of Object.values(kind.hooks)) {
      if (hook.order !== "type") continue;
      const shapes = hook.returns.map((row) => row.shape);
      expect(new Set(shapes).size).toBe(shapes.length);
    }
  });
  it.each(kinds)("%s: names that stand for another hook name one that exists", (_, kind) => {
    for (const hook of Object.values(kind.hooks)) {
      if (hook.supersededBy !== undefined) expect(kind.hooks[hook.supersededBy]).toBeDefined();
    }
    if (kind.freeHooksLike !== undefined) expect(kind.hooks[kind.freeHooksLike]).toBeDefined();
  });
  it("has a row for each function that scripts find beside the stock libraries", () => {
    const added = Object.entries({
      VPOP3: [...SETTINGS, ...MESSAGE, ...HASHES],
      VPOP3Net: NETWORK,
      os: OS_ADDITIONS,
    }).flatMap(([table, library]) => library.map(([name]) => `${table}.${name}`));
    expect(Object.keys(HELPERS).sort()).toEqual(added.sort());
  });
  it("disables nothing that it also adds", () => {
    for (const { name } of DISABLED) expect(Object.hasOwn(HELPERS, name)).toBe(false);
  });
});

describe("versions", () => {
  it("are ordered by number, then by letter", () => {
    const sorted = ["2.0.2", "2.1.0", "2.1.0a", "2.5.1", "3.0.0L", "5.0", "6.7", "6.17", "7.10", "8.7"];
    expect(sorted.toReversed().sort(compareVersions)).toEqual(sorted);
  });
  it("end with the newest that the contract knows", () => {
    const rows = [
      ...kinds.flatMap(([, kind]) => [kind, ...Object.values(kind.hooks), ...Object.values(kind.globals)]),
      ...Object.values(HELPERS),
    ];
    expect(
      rows
        .map(({ since }) => since)
        .sort(compareVersions)
        .at(-1),
    ).toBe(NEWEST);
    expect(["2.0.2", "v2.1.0a", "3.0.0L", "8", "8.8"].filter(isKnownVersion)).toHaveLength(5);
    expect(["", "new", "2.0.1", "8.8a", "9", "8.8 "].filter(isKnownVersion)).toEqual([]);
  });
  it("refuse what is none", () => {
    expect(() => compareVersions("new", "5.0")).toThrow(
      'expected numbers with dots and perhaps a letter (8.7, 3.0.0L), found "new"',
    );
  });
});
