import { chmod, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { controlClient } from "../../../server/admin/control-client.ts";
import { type ControlServer, openControlServer } from "../../../server/admin/control-server.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const folder = temporaryFolder();
const opened: ControlServer[] = [];
let count = 0;

const freePath = () => join(folder, `${count++}.sock`);

async function open(path: string): Promise<ControlServer> {
  const server = await openControlServer(path);
  opened.push(server);
  return server;
}
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

test("nobody but the server's own account can open the socket", async () => {
  const path = freePath();
  await open(path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("a second server on the same data folder is refused", async () => {
  const path = freePath();
  await open(path);
  await expect(openControlServer(path)).rejects.toThrow(/another moonpost already uses this data folder/);
});

test("a socket that a killed server left behind is replaced", async () => {
  const path = freePath();
  const dead = createServer();
  await new Promise<void>((resolve) => dead.listen(path, resolve));
  await chmod(path, 0o600);
  // The file stays, nobody listens: what SIGKILL leaves. (`close` would remove it, so it is moved out of the way and back.)
  const { rename } = await import("node:fs/promises");
  await rename(path, `${path}.kept`);
  await new Promise<void>((resolve) => dead.close(() => resolve()));
  await rename(`${path}.kept`, path);
  await open(path);
  await expect(controlClient(path).status()).rejects.toThrow("the server is starting");
});

test("without a server the client says how to start one, with exit code 3", async () => {
  await expect(controlClient(freePath()).status()).rejects.toMatchObject({
    message: expect.stringMatching(/no server answers on .*; start one with `moonpost serve`/),
    exitCode: 3,
  });
});

test("who has no right to the socket is told so, not that there is no server", async () => {
  const path = freePath();
  await open(path);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  else await chmod(path, 0);
  try {
    await expect(controlClient(path).status()).rejects.toMatchObject({
      message: expect.stringMatching(/^no right to ask the server on /),
      exitCode: 3,
    });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test("a path too long for a socket says which setting to change", async () => {
  await expect(openControlServer(join(folder, "x".repeat(120)))).rejects.toThrow(/longer than 103 bytes.*set "admin.socket"/);
});
