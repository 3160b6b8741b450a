/** A small DNS server on the loopback, over UDP and TCP on one port: answers by name, as told. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { type Answer, decode, encode, type Packet, TRUNCATED_RESPONSE } from "dns-packet";
import { listening } from "../local-port.ts";

export interface DnsAnswer {
  readonly rcode?: number;
  readonly answers?: Answer[];
  readonly authorities?: Answer[];
  readonly additionals?: Answer[];
  /** Over UDP only a mark that the answer is cut; whole over TCP. */
  readonly truncated?: boolean;
  /** No answer at all. */
  readonly silent?: boolean;
}

export interface DnsPeer {
  /** `127.0.0.1:port`. */
  readonly server: string;
  /** What was asked: `udp MX example.org`. */
  readonly asked: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

export async function dnsPeer(zone: Readonly<Record<string, DnsAnswer>>): Promise<DnsPeer> {
  const asked: string[] = [];
  const answer = (bytes: Buffer, over: "udp" | "tcp"): Buffer | undefined => {
    const request = decode(bytes);
    const question = request.questions?.[0];
    asked.push(`${over} ${question?.type} ${question?.name}`);
    const found = zone[question?.name ?? ""] ?? { rcode: 3 };
    if (found.silent === true) return undefined;
    const cut = found.truncated === true && over === "udp";
    const packet: Packet = {
      type: "response",
      id: request.id ?? 0,
      flags: (found.rcode ?? 0) | (cut ? TRUNCATED_RESPONSE : 0),
      questions: request.questions ?? [],
      answers: cut ? [] : (found.answers ?? []),
      authorities: found.authorities ?? [],
      additionals: found.additionals ?? [],
    };
    return encode(packet);
  };
  const tcp = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => {
      const reply = answer(bytes.subarray(2), "tcp");
      if (reply === undefined) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.end(Buffer.concat([length, reply]));
    });
  });
  const port = await listening(tcp);
  const udp = createSocket("udp4");
  udp.on("message", (bytes, from) => {
    const reply = answer(bytes, "udp");
    if (reply !== undefined) udp.send(reply, from.port, from.address);
  });
  udp.bind(port, "127.0.0.1");
  await once(udp, "listening");
  return {
    server: `127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      udp.close();
      tcp.close();
      await once(tcp, "close");
    },
  };
}
