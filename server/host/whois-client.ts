/** WHOIS for VPOP3Net.GetWHOIS: a line out, everything in until the server closes (RFC 3912). */
import { connect, isIP } from "node:net";
import type { HostWhois, WhoisOutcome } from "../../runtime/host.ts";

export interface WhoisClientOptions {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

const WHOIS_PORT = 43;
const MAX_PORT = 65535;

/** An answer longer than `maxBytes` is cut; a query with a line break is refused, because it would be two. */
export function hostWhois(options: WhoisClientOptions): HostWhois {
  return { query: (server, query) => ask(server, query, options) };
}

function ask(server: string, query: string, { timeoutMs, maxBytes }: WhoisClientOptions): Promise<WhoisOutcome> {
  // A line break in the query would be a second query.
  if (/[\r\n]/.test(query)) return Promise.resolve({ ok: false, detail: "the query has a line break" });
  const [, name = server, port] = isIP(server) !== 0 ? [] : (/^(.*?):([0-9]{1,5})$/.exec(server) ?? []);
  if (name.includes("\0") || Number(port ?? WHOIS_PORT) > MAX_PORT)
    return Promise.resolve({ ok: false, detail: "no such server" });
  return new Promise((resolve) => {
    const socket = connect(port === undefined ? WHOIS_PORT : Number(port), name);
    const pieces: Buffer[] = [];
    let size = 0;
    const end = (outcome: WhoisOutcome): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(end, timeoutMs, { ok: false, detail: `no answer within ${timeoutMs} ms` });
    socket.on("connect", () => socket.write(Buffer.from(`${query}\r\n`, "latin1")));
    socket.on("data", (piece: Buffer) => {
      pieces.push(piece.subarray(0, maxBytes - size));
      size += piece.length;
      if (size >= maxBytes) end({ ok: true, text: Buffer.concat(pieces).toString("latin1") });
    });
    socket.on("end", () => end({ ok: true, text: Buffer.concat(pieces).toString("latin1") }));
    socket.on("error", (error) => end({ ok: false, detail: error.message }));
  });
}
