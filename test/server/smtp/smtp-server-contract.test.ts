/**
 * What `connection.ts` relies on inside smtp-server. When an update makes one of these fail, read the new version's
 * smtp-connection.js, smtp-stream.js and smtp-server.js again before changing the pin.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import { SMTPStream } from "smtp-server/lib/smtp-stream.js";
import { describe, expect, it } from "vitest";

const require = createRequire(import.meta.url);
const folder = join(require.resolve("smtp-server/package.json"), "..");

function source(name: string): string {
  return readFileSync(join(folder, "dist/esm", name), "utf8");
}

/** The text of a method, found by its head at the indentation of class members. */
function method(text: string, name: string): string {
  const start = text.search(new RegExp(`^    ${name}\\(`, "m"));
  expect(start, `method ${name}`).toBeGreaterThan(0);
  return text.slice(start, text.indexOf("\n    }\n", start));
}

describe("smtp-server", () => {
  it("is the version that was read, pinned exactly", () => {
    const ours = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const theirs = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    expect(theirs.version).toBe("3.21.6");
    expect(ours.dependencies["smtp-server"]).toBe("3.21.6");
  });

  it.each([
    "init",
    "close",
    "send",
    "upgrade",
    "_createParser",
    "_setListeners",
    "_onClose",
    "_onTimeout",
    "_armTimeout",
    "_resetSession",
    "_setClientHostname",
    "_redactCredentials",
    "handler_AUTH",
    "handler_STARTTLS",
  ])("SMTPConnection has %s", (name) => {
    expect(typeof (SMTPConnection.prototype as unknown as Record<string, unknown>)[name]).toBe("function");
  });

  it.each(["connect", "onAuth", "onSecure", "_onError", "_expectsProxyHeader"])("SMTPServer has %s", (name) => {
    expect(typeof (SMTPServer.prototype as unknown as Record<string, unknown>)[name]).toBe("function");
  });

  it("makes its parser in the constructor, through the method that is overridden", () => {
    const made: unknown[] = [];
    class Probe extends SMTPConnection {
      override _createParser(): SMTPStream {
        const parser = super._createParser();
        made.push(parser);
        return parser;
      }
    }
    const server = new SMTPServer({ hideSTARTTLS: true, logger: false });
    const socket = { setNoDelay: () => undefined, remoteAddress: "::ffff:192.0.2.1" };
    const probe = new Probe(server, socket as never, {}); // the constructor touches no more of a socket
    expect(made).toEqual([probe._parser]);
    expect(probe.remoteAddress).toBe("192.0.2.1");
    expect(probe._ready || probe._closing || probe._closed || probe._handlerPending || probe._nextHandler).toBe(false);
  });

  it("pipes the socket into the parser of that moment and arms the timeout when listeners are set", () => {
    const text = method(source("smtp-connection.js"), "_setListeners");
    expect(text).toContain("this._socket.pipe(this._parser)");
    expect(text).toContain("this._armTimeout()");
    expect(text).toContain("this._onCloseEvent(hadError)");
  });

  it("does not time out while a handler is pending", () => {
    expect(method(source("smtp-connection.js"), "_onTimeout")).toContain("if (this._handlerPending ||");
  });

  it("retires the parser at STARTTLS and makes a new one through the same method", () => {
    const text = method(source("smtp-connection.js"), "upgrade");
    expect(text).toMatch(
      /this\._socket\.unpipe\(this\._parser\);[\s\S]*this\._parser\.isClosed = true;\s*this\._parser = this\._createParser\(\);\s*this\._upgrading = true;/,
    );
    expect(text).toContain("this._server.onSecure(this._socket, this.session,");
  });

  it("closes the connection when it sends 421, and calls close once for both", () => {
    expect(method(source("smtp-connection.js"), "send")).toMatch(/if \(code === 421\) \{[\s\S]*this\.close\(\)/);
    expect(method(source("smtp-connection.js"), "close")).toContain("this._parser.isClosed = true");
  });

  it("keeps continuation lines of AUTH in _nextHandler and asks the server's onAuth", () => {
    const text = source("sasl.js");
    expect(text).toContain("this._nextHandler = SASL.PLAIN_token.bind(this, true)");
    expect(text.match(/this\._server\.onAuth\(/g)?.length).toBe(5);
    expect(method(source("smtp-connection.js"), "handler_AUTH")).toContain("!this._server.options.authMethods.includes(method)");
  });

  it("runs _flushData at the end of input, which is overridden to drop half a line", () => {
    expect(source("smtp-stream.js")).toContain("this.on('finish', () => this._flushData())");
    expect(typeof SMTPStream.prototype._flushData).toBe("function");
  });

  it("asks _expectsProxyHeader for each socket", () => {
    expect(method(source("smtp-server.js"), "_handleProxy")).toContain("this._expectsProxyHeader(socket)");
    expect(method(source("smtp-server.js"), "_acceptSocket")).toContain("this._expectsProxyHeader(socket)");
  });
});
