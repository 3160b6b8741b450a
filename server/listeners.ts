/** The addresses that a configuration listens on: each once, or the server could not start. */
import type { z } from "zod";

interface Address {
  readonly host: string;
  readonly port: number;
}

interface Listeners {
  readonly services: readonly Address[];
  readonly outbox: Address & { readonly enabled: boolean };
}

/** For `superRefine` of the configuration: reports each port that an earlier listener has taken. What the machine's other programs use turns out at the start. */
export function distinctListeners({ services, outbox }: Listeners, context: z.RefinementCtx): void {
  const listeners = services.map((address, i) => ({ address, path: ["services", i] }));
  const all = outbox.enabled ? [...listeners, { address: outbox, path: ["outbox"] }] : listeners;
  for (const [i, { address, path }] of all.entries()) {
    const first = all.slice(0, i).findIndex((other) => areOne(other.address, address));
    if (first === -1) continue;
    const { host, port } = services[first] ?? outbox;
    context.addIssue({
      code: "custom",
      path: [...path, "port"],
      message: `a port of its own (services[${first}] listens on ${host}:${port})`,
    });
  }
}

/** Port 0 is any free one. */
function areOne(a: Address, b: Address): boolean {
  if (a.port !== b.port || a.port === 0) return false;
  return a.host.toLowerCase() === b.host.toLowerCase() || isWithin(a.host, b.host) || isWithin(b.host, a.host);
}

/** Whether the address `host` belongs to `all`: 0.0.0.0 has those of IPv4, :: those too. */
function isWithin(host: string, all: string): boolean {
  return all === "::" || (all === "0.0.0.0" && !host.includes(":"));
}
