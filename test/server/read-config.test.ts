import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkConfig, readConfig } from "../../server/read-config.ts";
import { schemaText } from "../../server/schema-file.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const folder = temporaryFolder();

/** Writes `text` as a file and gives what reading it throws. */
async function problemsOf(text: string, name = "moonpost.config.json"): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return readConfig(file).then(
    () => "no problem",
    (error: Error) => error.message,
  );
}

describe("what is wrong with a configuration is named with its path, what was expected and what was found", () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["an unknown key near a known one", { servces: [] }, 'servces: unknown key, found a list; did you mean "services"?'],
    [
      "an unknown key far from all others",
      { admin: { zzzzz: 1 } },
      "admin.zzzzz: unknown key, found 1; known here: enabled, socket",
    ],
    ["an unknown key in a list", { services: [{ prot: 25 }] }, 'services[0].prot: unknown key, found 25; did you mean "port"?'],
    ["text for a number", { services: [{ port: "25" }] }, 'services[0].port: expected a number, found "25"'],
    ["a number too large", { services: [{ port: 70000 }] }, "services[0].port: expected at most 65535, found 70000"],
    ["a number too small", { limits: { maxFailedLogins: 0 } }, "limits.maxFailedLogins: expected at least 1, found 0"],
    ["a fraction", { services: [{ port: 2.5 }] }, "services[0].port: expected a whole number, found 2.5"],
    [
      "a word that is nearly one of a set",
      { services: [{ tls: { mode: "startls" } }] },
      'services[0].tls.mode: expected "none" or "starttls" or "implicit", found "startls"; did you mean "starttls"?',
    ],
    ["an object for a list", { relays: {} }, "relays: expected a list [ … ], found an object"],
    [
      "an empty list",
      { queue: { retryScheduleSeconds: [] } },
      "queue.retryScheduleSeconds: expected at least one entry, found a list",
    ],
    ["a missing required key", { rules: [{ action: "hold" }] }, "rules[0].name: expected text in quotes, found nothing"],
    [
      "two services on one port",
      { services: [{ port: 25 }, { port: 587 }, { port: 25 }] },
      "services[2].port: expected a port of its own (services[0] listens on 127.0.0.1:25), found 25",
    ],
    [
      "two services on one port, one of them on all addresses",
      { services: [{ host: "0.0.0.0" }, { host: "192.0.2.1" }] },
      "services[1].port: expected a port of its own (services[0] listens on 0.0.0.0:2525), found nothing",
    ],
    [
      "a service on the port of the outbox",
      { services: [{ port: 2526 }], outbox: { enabled: true } },
      "outbox.port: expected a port of its own (services[0] listens on 127.0.0.1:2526), found nothing",
    ],
    ...["new", "9", "1.0", "2.0.1", "8.8.1"].map((version): readonly [string, unknown, string] => [
      `the VPOP3 version ${version}`,
      { scripts: { vpop3Version: version } },
      `scripts.vpop3Version: expected a version from 2.0.2 (the first with Lua) to 8.8 (the newest known here), found "${version}"`,
    ]),
    ["something that is no object", [], "the configuration: expected an object { … }, found a list"],
  ];
  test.each(cases)("%s", async (_, input, problem) => {
    expect(await problemsOf(JSON.stringify(input))).toBe(`moonpost.config.json: ${problem}`);
  });

  test("all problems are reported at once, one line each", async () => {
    const problems = await problemsOf('{"services": [{"port": -1, "hots": ""}], "relays": 3}');
    expect(problems.split("\n")).toHaveLength(3);
  });
});

describe("a file that can't be read says why in one line", () => {
  test("JSON with a mistake names line and column", async () => {
    expect(await problemsOf('{"hostName": "a",\n  b}')).toBe(
      "moonpost.config.json: not JSON: line 2, column 3: Expected double-quoted property name",
    );
  });
  test("JSON with an unexpected token names line and column, however short it is", async () => {
    expect(await problemsOf('{ "services":\n  [ }')).toBe(
      "moonpost.config.json: not JSON: line 2, column 5: Unexpected token '}'",
    );
    expect(
      await problemsOf(`{ "hostName": "a", "services": [{ "port": 25 }],\n  "relays": [ "${"x".repeat(99)}" ],\n "queue": tru }`),
    ).toBe("moonpost.config.json: not JSON: line 3, column 14: Unexpected token ' '");
  });
  test("JSON that ends too early", async () => {
    expect(await problemsOf('{ "services": [')).toBe(
      "moonpost.config.json: not JSON: line 1, column 16: Unexpected end of JSON input",
    );
  });
  test("an empty file", async () => {
    expect(await problemsOf("")).toBe("moonpost.config.json: not JSON: the file is empty; write {} for all defaults");
  });
  test("a missing file", async () => {
    await expect(readConfig(join(folder, "nowhere.json"))).rejects.toThrow(/there is no such file/);
    await expect(readConfig(join(folder, "nowhere"))).rejects.toThrow(/there is no such file/);
  });
  test("a folder", async () => {
    await expect(readConfig(join(folder, "."))).rejects.toThrow(/it is a folder; name the file in it/);
  });
  test("a TypeScript file without a default export", async () => {
    expect(await problemsOf("export const config = {};", "a.config.ts")).toBe(
      "a.config.ts: expected `export default { … }`, found no default export",
    );
  });
});

describe("a configuration that is right", () => {
  test("services may have one port on different addresses, and any free one", () => {
    const services = [
      { host: "127.0.0.1" },
      { host: "0.0.0.0", port: 25 },
      { host: "::1", port: 25 },
      { host: "127.0.0.2" },
      { host: "::1" },
      { port: 0, host: "0.0.0.0" },
      { port: 0 },
    ];
    expect(checkConfig({ services }, "test", "/srv/mail").services).toHaveLength(7);
  });

  test("an empty one is complete, with paths absolute from its folder", () => {
    const config = checkConfig({}, "test", "/srv/mail");
    expect(config.services).toMatchObject([{ id: 1, host: "127.0.0.1", port: 2525 }]);
    expect(config.queue.file).toBe("/srv/mail/data/queue.sqlite");
    expect(config.logging.luaOutput).toBe("/srv/mail/data/LUA.OUT");
    expect(config.hostName).not.toBe("");
  });
  test("the example is one", async () => {
    const file = fileURLToPath(new URL("../../examples/configuration/moonpost.config.json", import.meta.url));
    expect((await readConfig(file)).services.map(({ port }) => port)).toEqual([25, 465]);
  });
  test("a TypeScript file is read as it is", async () => {
    const file = join(folder, "good.config.ts");
    await writeFile(file, 'const name: string = "mx.example.com";\nexport default { hostName: name };\n');
    expect((await readConfig(file)).hostName).toBe("mx.example.com");
  });
});

test("moonpost.schema.json is what the configuration's code makes (npm run schema)", async () => {
  expect(await readFile(new URL("../../moonpost.schema.json", import.meta.url), "utf8")).toBe(schemaText());
});
