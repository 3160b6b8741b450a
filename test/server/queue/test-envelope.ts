import type { Envelope } from "../../../server/queue/envelope.ts";

/** An envelope from ann@example.com to bob@example.org, or with these changes; `to`: recipients without parameters. */
export function envelope(changes: Partial<Envelope> & { readonly to?: readonly string[] } = {}): Envelope {
  const { to, ...rest } = changes;
  return {
    reversePath: "ann@example.com",
    forwardPaths: (to ?? ["bob@example.org"]).map((address) => ({ address })),
    authenticatedUser: "",
    clientAddress: "127.0.0.1",
    ehloName: "client.example",
    receivedAtMs: Date.now(),
    headerLines: [],
    headerModifiers: [],
    ...rest,
  };
}
