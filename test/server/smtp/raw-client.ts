/** A client that sends what it is told and gives back what comes, reply by reply. One char is one byte. */
import { connect, type Socket } from "node:net";

export class RawClient {
  readonly #socket: Socket;
  #text = "";
  #ended = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.#text += chunk.toString("latin1");
      this.#wake();
    });
    const end = () => {
      this.#ended = true;
      this.#wake();
    };
    socket.on("end", end);
    socket.on("error", end);
    socket.on("close", end);
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, "127.0.0.1");
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", () => resolve());
      socket.once("error", reject);
    });
    return client;
  }

  /** A client over a socket that is connected already. */
  static over(socket: Socket): RawClient {
    return new RawClient(socket);
  }

  /** Gives the socket away, for TLS. */
  release(): Socket {
    this.#socket.removeAllListeners();
    return this.#socket;
  }

  get socket(): Socket {
    return this.#socket;
  }

  send(text: string): void {
    this.#socket.write(Buffer.from(text, "latin1"));
  }

  /** The next line without CRLF; undefined if the server has closed. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\r\n");
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return line;
      }
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The next reply, lines joined with LF; undefined if the server has closed. */
  async reply(): Promise<string | undefined> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.line();
      if (line === undefined) return lines.length === 0 ? undefined : lines.join("\n");
      lines.push(line);
      if (line[3] !== "-") return lines.join("\n");
    }
  }

  /** Sends a line and gives the reply. */
  async ask(line: string): Promise<string | undefined> {
    this.send(`${line}\r\n`);
    return this.reply();
  }

  /** Drops the connection without a word. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  close(): void {
    this.#socket.destroy();
  }
}
