/**
 * Pages for VPOP3Net.GetHTTP: one GET, no redirects followed (the script sees the 302), bounded in time and size.
 *
 * Governing text: VPOP3.md §6.2; RFC 9112.
 */
import type { IncomingMessage, RequestOptions } from "node:http";
import type { HostHttp, HttpPage } from "../../runtime/host.ts";

export interface HttpClientOptions {
  /** How long the whole request may take. */
  readonly timeoutMs: number;
  /** What of a body is kept at most. */
  readonly maxBodyBytes: number;
}

/** A URL without a scheme is `http`. A body that is too long or breaks off comes as far as it got, with the reason. */
export function hostHttp(options: HttpClientOptions): HostHttp {
  return { get: (url) => fetchPage(url, options) };
}

function parsed(url: string): URL | undefined {
  const text = Buffer.from(url, "latin1").toString("utf8");
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const found = URL.canParse(full) ? new URL(full) : undefined;
  return found?.protocol === "http:" || found?.protocol === "https:" ? found : undefined;
}

async function fetchPage(address: string, { timeoutMs, maxBodyBytes }: HttpClientOptions): Promise<HttpPage | undefined> {
  const url = parsed(address);
  if (url === undefined) return undefined;
  const { get } = process.getBuiltinModule(url.protocol === "https:" ? "node:https" : "node:http");
  return new Promise((resolve) => {
    const options: RequestOptions = { agent: false, headers: { "User-Agent": "Moonpost", "Accept-Encoding": "identity" } };
    const answered = (response: IncomingMessage): void => {
      const pieces: Buffer[] = [];
      let size = 0;
      const end = (errorInfo: string): void => {
        clearTimeout(timer);
        resolve(page(url, response, Buffer.concat(pieces), errorInfo));
      };
      response.on("data", (piece: Buffer) => {
        const room = maxBodyBytes - size;
        pieces.push(piece.subarray(0, room));
        size += piece.length;
        if (piece.length <= room) return;
        request.destroy();
        end(`the body was cut after ${maxBodyBytes} bytes`);
      });
      response.on("end", () => end(""));
      response.on("error", (error) => end(error.message));
    };
    const request = get(url, options, answered);
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    request.on("error", () => {
      clearTimeout(timer);
      resolve(undefined); // has no effect once a page was given
    });
  });
}

function page(url: URL, response: IncomingMessage, body: Buffer, errorInfo: string): HttpPage {
  const headers: string[] = [];
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
    headers.push(`${response.rawHeaders[i]}: ${response.rawHeaders[i + 1]}`);
  }
  const stated = response.headers["content-length"];
  return {
    host: url.host,
    file: url.pathname + url.search,
    headers,
    body: body.toString("latin1"),
    errorInfo,
    status: response.statusCode ?? 0,
    statedLength: stated === undefined ? undefined : Number(stated),
  };
}
