/** Ports of this machine, for servers that tests start. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";

/** Lets the server listen on a port that nobody has: which one. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port; // a TCP server's address is none of a pipe
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
