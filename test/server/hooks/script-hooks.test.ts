import { describe, expect, it } from "vitest";
import type { ScriptFailure } from "../../../runtime/instance.ts";
import { type GlobalsOf, globalsFor, HookFailed, ScriptHooks } from "../../../server/hooks/script-hooks.ts";
import { scriptSet, testOpener } from "../smtp/script-fixture.ts";

interface Fixture {
  readonly hooks: ScriptHooks<"smtpsvr">;
  readonly globals: GlobalsOf<"smtpsvr">;
  readonly failures: [string, ScriptFailure][];
  readonly unusable: string[];
  readonly printed: string[];
}

async function script(lua: string, refuseOnError = false): Promise<Fixture> {
  const globals: GlobalsOf<"smtpsvr"> = {
    IPAddress: "192.0.2.1",
    ValidClientAddress: true,
    LocalClientAddress: false,
    AuthenticationRequired: false,
    AllowedUsers: "ann bob",
    AuthenticatedUser: "",
    SMTPAuthenticatedUser: "",
    ForceDisconnect: false,
    UseBATV: false,
    MaxRecipientsPerLocalMessage: 10,
    MaxRecipientsPerIncomingMessage: 5,
    MaxMessagesPerLocalSession: 0,
    MaxLineLength: 1000,
    AddUserAddresses: false,
    ServerID: 2,
    ServerName: "in",
    Encryption: false,
    EncryptionDetails: "",
    CheckRBL: true,
    RBLFound: false,
    RBLBlackhole: false,
    RBLAccept: false,
    RBLRedirect: "",
    RBLRejectMessage: "",
    RBLHeader: "",
    RBLServers: ["a.test"],
    RBLWhitelist: [],
    RBLCheckAllServers: false,
    RBLResultInfo: new Map([["a.test", 16777343]]),
  };
  const printed: string[] = [];
  const set = scriptSet({ "smtpsvr.lua": lua });
  const [loaded] = set.scripts;
  if (loaded === undefined) throw new Error("no script");
  const { instance, failure } = await testOpener(printed).open(set, loaded, globalsFor("smtpsvr", globals), () => undefined);
  if (failure !== undefined) throw new Error(failure.message);
  const failures: [string, ScriptFailure][] = [];
  const unusable: string[] = [];
  const reports = {
    failed: (hook: string, one: ScriptFailure) => void failures.push([hook, one]),
    unusable: (_script: string, hook: string, what: string) => void unusable.push(`${hook}: ${what}`),
  };
  return { hooks: new ScriptHooks("smtpsvr", instance, globals, reports, refuseOnError), globals, failures, unusable, printed };
}

it("a hook that returns all its globals, of which the libraries were not made yet, returns a table", async () => {
  const { hooks, failures } = await script("RET = 'HDRS' function DoMAILFROM() return _G end");
  const answer = await hooks.call("DoMAILFROM", "<a@b.example>", "a@b.example", new Map(), "", "");
  expect(answer?.parameters?.get("RET")).toBe("HDRS");
  expect(failures).toEqual([]);
});

describe("globals", () => {
  it("are there when the top level runs", async () => {
    const { printed } = await script("print(IPAddress, ServerID, RBLServers[1], tostring(LocalClientAddress))");
    expect(printed).toEqual(["192.0.2.1\t2\ta.test\tfalse\n"]);
  });

  it("marked IN are fresh before each hook, whatever the script did to them", async () => {
    const { hooks, globals, printed } = await script("function DoNOOP() print(IPAddress, Encryption) IPAddress = 5 end");
    hooks.call("DoNOOP");
    globals.Encryption = true;
    hooks.call("DoNOOP");
    expect(printed).toEqual(["192.0.2.1\tfalse\n", "192.0.2.1\ttrue\n"]);
    expect(globals.IPAddress).toBe("192.0.2.1");
  });

  it("marked IN/OUT are read back after a hook, numbers as booleans", async () => {
    const { hooks, globals } = await script(
      "function DoNOOP() ForceDisconnect = 1 LocalClientAddress = 0 MaxLineLength = '500' AllowedUsers = nil end",
    );
    hooks.call("DoNOOP");
    expect([globals.ForceDisconnect, globals.LocalClientAddress, globals.MaxLineLength, globals.AllowedUsers]).toEqual([
      true,
      false,
      500,
      "ann bob",
    ]);
  });

  it("of a hook that failed are not read back", async () => {
    const { hooks, globals, failures } = await script("function DoNOOP() ForceDisconnect = true\n error('no') end");
    expect(hooks.call("DoNOOP")).toBeUndefined();
    expect(globals.ForceDisconnect).toBe(false);
    expect(failures[0]?.[1]).toMatchObject({ script: "smtpsvr.lua", line: 2, kind: "error", message: "smtpsvr.lua:2: no" });
  });

  it("of another type than the contract's are reported and left", async () => {
    const { hooks, globals, unusable } = await script("function DoNOOP() MaxLineLength = {} end");
    hooks.call("DoNOOP");
    expect(globals.MaxLineLength).toBe(1000);
    expect(unusable).toEqual(["DoNOOP: global MaxLineLength: expected a number, found a table value"]);
  });

  it("for the block lists may be changed in Start only", async () => {
    const { hooks, globals } = await script(
      "function Start() table.insert(RBLServers, 'b.test') end function DoNOOP() RBLServers = {} end",
    );
    hooks.call("Start");
    hooks.call("DoNOOP");
    expect(globals.RBLServers).toEqual(["a.test", "b.test"]);
  });
});

describe("results", () => {
  it.each([
    ["return p, '550 no'", "550 no"],
    ["return '550 no', p", "550 no"],
    ["return '550 no'", "550 no"],
    ["return nil, '550 no'", "550 no"],
    ["return 'text', '550 no'", "550 no"],
    ["return p", undefined],
    ["return", undefined],
    ["return 550", "550"],
  ])("of DoMAILFROM go by their types: %s", async (line, expected) => {
    const { hooks } = await script(`function DoMAILFROM(d, m, p) p.NEW = "x" ${line} end`);
    const said = await hooks.call("DoMAILFROM", "", "", new Map([["SIZE", "1"]]), "", "");
    expect(said?.reply).toBe(expected);
    if (line.includes("p,") || line.includes(", p") || line === "return p") {
      expect([...(said?.parameters ?? [])].sort()).toEqual([
        ["NEW", "x"],
        ["SIZE", "1"],
      ]);
    }
  });

  it("of other hooks go by their place; those of no use are reported", async () => {
    const { hooks, unusable } = await script("function DoHELO() return 'x', {} end");
    expect(await hooks.call("DoHELO", "h", false, true)).toEqual({ bRefuse: true, reply: undefined });
    expect(unusable).toEqual(["DoHELO: result 'reply': expected a string, found a table value"]);
  });

  it("of a hook that waits come as a promise", async () => {
    const { hooks } = await script("function DoNOOP() os.sleep(1) return '250 waited' end");
    const said = hooks.call("DoNOOP");
    expect(said).toBeInstanceOf(Promise);
    expect(await said).toEqual({ reply: "250 waited" });
  });
});

describe("a hook", () => {
  it("that is not defined, or is no function, is skipped", async () => {
    const { hooks } = await script("DoNOOP = 5");
    expect([hooks.has("DoNOOP"), hooks.call("DoNOOP"), hooks.call("DoRSET")]).toEqual([false, undefined, undefined]);
  });

  it("that fails throws where the configuration wants 451", async () => {
    const { hooks } = await script("function DoNOOP() error('no') end", true);
    expect(() => hooks.call("DoNOOP")).toThrow(HookFailed);
  });

  it("in a series sees globals written once and changes them at the end", async () => {
    const { hooks, globals } = await script("function MessageLine(line) ForceDisconnect = true return line .. '!' end");
    const series = hooks.series();
    expect(await series.call("MessageLine", "a")).toEqual({ line: "a!" });
    expect(globals.ForceDisconnect).toBe(false);
    series.end();
    expect(globals.ForceDisconnect).toBe(true);
  });
});
