/**
 * The control socket: HTTP on a Unix socket (a named pipe on Windows) that only the server's own account can open. It also keeps a
 * second server from using the same data folder.
 */
import { chmod, mkdir, unlink } from "node:fs/promises";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { connect } from "node:net";
import { dirname } from "node:path";
import { OperatorError, systemErrorCode } from "../operator-error.ts";
import type { MessageState } from "../queue/queue.ts";
import { type Controls, QUEUE_ORDERS } from "./control-api.ts";

export interface ControlServer {
  /** Answers from now on with what `controls` says; until then it answers 503. */
  serve(controls: Controls): void;
  close(): Promise<void>;
}

/**
 * Opens the control socket at `path`. Throws an OperatorError if another server answers there or the path can't be used;
 * a socket that a crashed server left behind is replaced.
 */
export async function openControlServer(path: string): Promise<ControlServer> {
  let controls: Controls | undefined;
  const server = process.getBuiltinModule("node:http").createServer((request, response) => {
    answer(controls, request).then(
      (body) => send(response, body === undefined ? 404 : 200, body ?? { problem: "there is no such thing here" }),
      (error: unknown) => send(response, 503, { problem: error instanceof Error ? error.message : String(error) }),
    );
  });
  await mkdir(dirname(path), { recursive: true });
  if (await isServed(path)) {
    throw new OperatorError(
      `another moonpost already uses this data folder (it answers on ${path}); stop it, or set another "dataFolder"`,
    );
  }
  if (process.platform !== "win32") await unlink(path).catch(() => undefined);
  await listen(server, path);
  if (process.platform !== "win32") await chmod(path, 0o600);
  return {
    serve: (value) => {
      controls = value;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(controls: Controls | undefined, request: IncomingMessage): Promise<unknown> {
  if (!controls) throw new Error("the server is starting");
  const url = new URL(request.url ?? "/", "http://moonpost");
  const [room, name, order] = url.pathname.split("/").slice(1).map(decodeURIComponent);
  const reading = request.method === "GET";
  switch (room) {
    case "status":
      return reading ? controls.status() : undefined;
    case "decisions":
      return reading ? controls.decisions() : undefined;
    case "addresses":
      return reading && name ? controls.addresses(name, url.searchParams.get("start") ?? "") : undefined;
    case "queue": {
      if (reading && name) return controls.show(name);
      // The state is one of the words that the command line allows; another finds nothing.
      const state = (url.searchParams.get("state") ?? undefined) as MessageState | undefined;
      if (reading) return controls.list(state, Number(url.searchParams.get("limit") ?? 100));
      if (name === "all" && order === "retry") return { retried: await controls.retryAll() };
      const known = QUEUE_ORDERS.find((known) => known === order);
      return known && name ? { outcome: await controls.order(known, name) } : undefined;
    }
    case "scripts":
      if (reading) return undefined;
      if (name === "reload") return controls.reload();
      return name === "rollback" ? controls.rollback(url.searchParams.get("version") ?? undefined) : undefined;
    default:
      return undefined;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(`${JSON.stringify(body)}\n`);
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

/** A socket's path fits into some 100 bytes: `sun_path` of `struct sockaddr_un`. */
const MAX_SOCKET_PATH_BYTES = 103;

function listen(server: Server, path: string): Promise<void> {
  if (process.platform !== "win32" && Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) {
    throw new OperatorError(
      `the control socket's path is longer than ${MAX_SOCKET_PATH_BYTES} bytes: ${path}; set "admin.socket"`,
    );
  }
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(new OperatorError(`can't open the control socket ${path}: ${systemErrorCode(error) ?? error.message}`));
    });
    server.listen(path, resolve);
  });
}
