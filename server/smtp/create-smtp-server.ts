/**
 * One SMTP service: listens, makes a `Connection` for each client, stops. Public door of this room.
 */
import type { AddressInfo, BlockList, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import {
  SMTPServer,
  type SMTPServerAuthentication,
  type SMTPServerAuthenticationResponse,
  type SMTPServerOptions,
  type SMTPServerSession,
} from "smtp-server";
import type { SMTPConnectionOptions } from "smtp-server/lib/smtp-connection.js";
import { clientRanges, isInRanges } from "../directory/client-range.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import { authenticate } from "./authentication.ts";
import { Connection } from "./connection.ts";
import { dateTimes } from "./date-time.ts";
import { systemResolver } from "./dns-resolver.ts";
import type { SessionParts } from "./session.ts";
import type { SmtpParts } from "./smtp-parts.ts";

export type { SmtpDirectory, SmtpParts } from "./smtp-parts.ts";

export interface RunningSmtpServer {
  /** Starts to listen. Rejects with an `OperatorError` that says what to do if the address can't be used. */
  listen(): Promise<AddressInfo>;
  /** Takes no new client. Sessions hear 421 once they are between transactions, at the latest after `graceMs`. Settles when all are gone. */
  close(graceMs?: number): Promise<void>;
  readonly openSessions: number;
}

/** Made without listening; `parts` are the caller's, who closes them after the server. */
export function createSmtpServer(parts: SmtpParts): RunningSmtpServer {
  const server = listener(parts);
  return {
    listen: () => listen(server, parts),
    close: (graceMs = 0) => close(server, graceMs),
    get openSessions() {
      return server.connections.size;
    },
  };
}

/** Throws an `OperatorError` if certificate and key are no good, or a range of clients is none. */
function listener(parts: SmtpParts): Listener {
  const { clients } = parts.service.addressQueries;
  try {
    return new Listener({
      ...parts,
      resolve: parts.resolve ?? systemResolver(),
      monotonicMs: parts.monotonicMs ?? (() => performance.now()),
      dateTime: dateTimes(),
      queryClients: clients.length === 0 ? undefined : clientRanges(clients),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(
      `service ${parts.service.name}: can't start: ${reason}; check tls.certificate, tls.key, addressQueries.clients and proxyProtocolFrom`,
      EXIT.usage,
    );
  }
}

class Listener extends SMTPServer {
  readonly #parts: SessionParts;
  readonly #proxies: BlockList;

  constructor(parts: SessionParts) {
    super(serverOptions(parts));
    this.#parts = parts;
    this.#proxies = clientRanges(parts.service.proxyProtocolFrom);
  }

  /** smtp-server compares whole addresses; a proxy may be any of a range. Others must not be believed. */
  override _expectsProxyHeader(socket: Socket): boolean {
    return this.#parts.service.proxyProtocolFrom.length > 0 && isInRanges(this.#proxies, socket.remoteAddress ?? "");
  }

  /** smtp-server hands its own session object to the handlers; this leads back to the connection. */
  readonly #connections = new WeakMap<SMTPServerSession, Connection>();

  override connect(socket: Socket | TLSSocket, options?: SMTPConnectionOptions | null): void {
    const isNamed = options?.remoteAddress !== undefined || !this._expectsProxyHeader(socket);
    const connection = new Connection(this, socket, options, this.#parts, isNamed);
    this.connections.add(connection);
    this.#connections.set(connection.session, connection);
    connection.on("error", (error) => this.#parts.log.info({ error, client: connection.remoteAddress }, "connection failed"));
    connection.init();
  }

  override onAuth(
    auth: SMTPServerAuthentication,
    session: SMTPServerSession,
    callback: (error: Error | null | undefined, response?: SMTPServerAuthenticationResponse) => void,
  ): void {
    const connection = this.#connections.get(session);
    if (connection === undefined) {
      callback(new Error("not connected"));
      return;
    }
    authenticate(connection.moonpostSession, auth).then(
      (answer) => callback(null, answer),
      (error: unknown) => {
        this.#parts.log.error({ error }, "authentication failed in the server");
        callback(null, { responseCode: 454, message: "Temporary authentication failure" });
      },
    );
  }

  override onSecure(socket: Socket | TLSSocket, session: SMTPServerSession, callback: (error?: Error | null) => void): void {
    if (socket instanceof TLSSocket) this.#connections.get(session)?.encryptionBegan(socket);
    callback();
  }

  override _onError(error: Error): void {
    // A failed handshake or PROXY header. A listener that can't listen is `listen`'s to report.
    if (!this.server.listening) return;
    this.#parts.log.info({ error, service: this.#parts.service.name }, "connection failed");
  }
}

function serverOptions(parts: SmtpParts): SMTPServerOptions {
  const { service, limits, tls } = parts;
  return {
    name: parts.hostName,
    secure: service.tls.mode === "implicit",
    hideSTARTTLS: service.tls.mode !== "starttls",
    ...(tls === undefined ? {} : { cert: tls.certificate, key: tls.key }),
    // What these would do is done in `commands.ts`, by session.
    authOptional: true,
    allowInsecureAuth: true,
    authMethods: ["PLAIN", "LOGIN", "CRAM-MD5"],
    disableReverseLookup: true,
    socketTimeout: limits.idleTimeoutMs,
    logger: false,
  };
}

function listen(server: SMTPServer, parts: SmtpParts): Promise<AddressInfo> {
  const { host, port, name } = parts.service;
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(cannotListen(error, name, host, port));
    server.server.once("error", failed);
    server.listen(port, host, () => {
      server.server.off("error", failed);
      const address = server.server.address();
      if (address === null || typeof address === "string") reject(new Error(`service ${name}: no address after listening`));
      else resolve(address);
    });
  });
}

function cannotListen(error: NodeJS.ErrnoException, name: string, host: string, port: number): OperatorError {
  const why =
    error.code === "EADDRINUSE"
      ? "another program uses it already; stop that one or choose another port with services[].port"
      : error.code === "EACCES"
        ? "this user may not use it; ports below 1024 need a privilege, or choose another with services[].port"
        : error.message;
  return new OperatorError(`service ${name}: can't listen on ${host}:${port}: ${why}`);
}

/** How often a server that stops looks for sessions that have finished their transaction. */
const SWEEP_MS = 100;

function close(server: SMTPServer, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const endAt = performance.now() + graceMs;
    let timer: NodeJS.Timeout | undefined;
    // smtp-server would call back after its own timeout with sockets still open; the listener itself says when all are gone.
    server.server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    for (const socket of server._pendingSockets.values()) socket.destroy();
    const sweep = () => {
      const all = performance.now() >= endAt;
      for (const connection of [...server.connections])
        if (all || !(connection instanceof Connection) || connection.isIdle) connection.send(421, "The server is shutting down");
      if (!all) timer = setTimeout(sweep, SWEEP_MS);
    };
    sweep();
  });
}
