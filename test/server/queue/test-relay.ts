/** A relay for tests: a real SMTP server (smtp-server) that answers as it is told and keeps what it took. */
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

export interface TakenMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  /** Parameters of MAIL FROM and of each RCPT TO. */
  readonly mailParameters: unknown;
  readonly rcptParameters: readonly unknown[];
}

/** What to answer to a step, if not 250: a reply with its code. */
export interface RelayAnswers {
  mail?: (from: string) => string | undefined;
  rcpt?: (to: string) => string | undefined;
  /** May wait; "drop" cuts the connection off instead of an answer. */
  data?: (message: TakenMessage) => string | undefined | Promise<string | undefined>;
}

export interface TestRelay {
  readonly port: number;
  readonly taken: TakenMessage[];
  /** Connections since the start. */
  connections(): number;
  close(): Promise<void>;
}

export async function testRelay(answers: RelayAnswers = {}, port = 0, options: SMTPServerOptions = {}): Promise<TestRelay> {
  const taken: TakenMessage[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 10,
    onConnect: (_session, done) => {
      connections++;
      done();
    },
    onMailFrom: (address, _session, done) => done(failure(answers.mail?.(address.address))),
    onRcptTo: (address, _session, done) => done(failure(answers.rcpt?.(address.address))),
    onData: (stream, session, done) => {
      const take = async () => {
        const text = await buffer(stream);
        const { mailFrom, rcptTo } = session.envelope;
        const message = {
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          text: text.toString("latin1"),
          mailParameters: mailFrom ? mailFrom.args : {},
          rcptParameters: rcptTo.map(({ args }) => args),
        };
        const answer = await answers.data?.(message);
        if (answer === undefined) taken.push(message);
        const error = failure(answer);
        if (error) done(error);
        else done(null, `taken as ${taken.length}`);
      };
      // A client that goes away in the middle has sent nothing.
      take().catch((error: Error) => done(error));
    },
    ...options,
  });
  server.on("error", () => undefined); // a client that goes away is part of some tests
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(close);
  // A TCP server that listens has an address and a port.
  return { port: (server.server.address() as AddressInfo).port, taken, connections: () => connections, close };
}

function failure(reply: string | undefined): Error | null {
  if (reply === undefined) return null;
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
}
