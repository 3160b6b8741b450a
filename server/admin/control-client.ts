/** Asks the running server over its control socket. */
import type { Decision } from "../decision-journal.ts";
import type { RememberedAddress } from "../directory/directory.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import type { OrderOutcome, QueueEntry } from "../queue/queue.ts";
import type { ReloadOutcome } from "../scripts/script-versions.ts";
import type { MessageReport, QueueOrder, StatusReport } from "./control-api.ts";

/** Every method throws an OperatorError with exit code 3 if no server answers. */
export interface ControlClient {
  status(): Promise<StatusReport>;
  list(state: string | undefined, limit: number): Promise<readonly QueueEntry[]>;
  show(id: string): Promise<MessageReport | undefined>;
  order(order: QueueOrder, id: string): Promise<OrderOutcome>;
  /** Gives how many. */
  retryAll(): Promise<number>;
  reload(): Promise<ReloadOutcome>;
  rollback(version: string | undefined): Promise<ReloadOutcome>;
  decisions(): Promise<readonly Decision[]>;
  addresses(user: string, start: string): Promise<readonly RememberedAddress[] | undefined>;
}

/** A client for the server that listens on `socket` (a path). Connects anew for each call. */
export function controlClient(socket: string): ControlClient {
  // What comes back was made by `control-server.ts` of the same program from the types named here.
  const get = async <T>(path: string) => (await exchange(socket, "GET", path)) as T;
  const post = async <T>(path: string) => (await exchange(socket, "POST", path)) as T;
  const part = encodeURIComponent;
  return {
    status: () => get("/status"),
    list: (state, limit) => get(`/queue?limit=${limit}${state ? `&state=${part(state)}` : ""}`),
    show: (id) => get(`/queue/${part(id)}`),
    order: async (order, id) => (await post<{ outcome: OrderOutcome }>(`/queue/${part(id)}/${order}`)).outcome,
    retryAll: async () => (await post<{ retried: number }>("/queue/all/retry")).retried,
    reload: () => post("/scripts/reload"),
    rollback: (version) => post(`/scripts/rollback${version ? `?version=${part(version)}` : ""}`),
    decisions: () => get("/decisions"),
    addresses: (user, start) => get(`/addresses/${part(user)}?start=${part(start)}`),
  };
}

/** The answer's body; undefined for 404. */
function exchange(socketPath: string, method: string, path: string): Promise<unknown> {
  // Imported, it would load all that it could export: clients for WebSockets and HTTP/2, which take longer than the command.
  const { request } = process.getBuiltinModule("node:http");
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
        if (response.statusCode === 200) resolve(body);
        else if (response.statusCode === 404) resolve(undefined);
        else reject(new OperatorError(problemOf(body)));
      });
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      const problem =
        error.code === "EACCES"
          ? `no right to ask the server on ${socketPath}; do it as the user that it runs as`
          : `no server answers on ${socketPath}; start one with \`moonpost serve\``;
      reject(new OperatorError(problem, EXIT.unreachable));
    });
    outgoing.end();
  });
}

function problemOf(body: unknown): string {
  return typeof body === "object" && body !== null && "problem" in body ? String(body.problem) : JSON.stringify(body);
}
