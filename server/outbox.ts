/**
 * The outbox: an SMTP server that writes each message it gets to an `.eml` file. For trying Moonpost out it stands where a relay
 * would be, so that outgoing mail takes the whole way over a real socket and ends where one can read it.
 */
import { mkdir, rename, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { Config } from "./config.ts";
import { OperatorError, systemErrorCode } from "./operator-error.ts";

export interface Outbox {
  readonly port: number;
  /** Ends open connections and stops listening. */
  close(): Promise<void>;
}

/**
 * Listens at `config.host` and `config.port`. Each message becomes a file in `config.folder` that begins with two lines for the envelope,
 * `X-Outbox-From` and `X-Outbox-To`; it is whole when it appears. Throws an OperatorError if the port or the folder can't be used.
 */
export async function openOutbox(config: Config["outbox"]): Promise<Outbox> {
  await mkdir(config.folder, { recursive: true }).catch((error: unknown) => {
    throw new OperatorError(`can't make the outbox folder ${config.folder}: ${systemErrorCode(error)}; set "outbox.folder"`);
  });
  let count = 0;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onData: (stream, { envelope }, done) => {
      const store = async () => {
        const text = await buffer(stream);
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address).join(", ");
        const head = `X-Outbox-From: <${from}>\r\nX-Outbox-To: ${to}\r\n`;
        count += 1;
        const name = `${new Date().toISOString().replaceAll(/[-:]|\..*/g, "")}-${process.pid}-${String(count).padStart(4, "0")}.eml`;
        const aside = join(config.folder, `.${name}.new`);
        await writeFile(aside, Buffer.concat([Buffer.from(head), text]));
        await rename(aside, join(config.folder, name));
        return name;
      };
      store().then(
        (name) => done(null, `written to ${name}`),
        (error: unknown) => done(Object.assign(new Error(`can't write the message: ${String(error)}`), { responseCode: 451 })),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      const inUse = systemErrorCode(error) === "EADDRINUSE";
      const reason = inUse
        ? "the port is in use; is another moonpost running? Else set"
        : `${systemErrorCode(error) ?? error.message}; set`;
      reject(new OperatorError(`the outbox can't listen on ${config.host}:${config.port}: ${reason} "outbox.port"`));
    });
    server.listen(config.port, config.host, resolve);
  });
  // A client that breaks off is the client's matter; the message was not stored then.
  server.on("error", () => undefined);
  return {
    port: (server.server.address() as AddressInfo).port, // listening on TCP
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
