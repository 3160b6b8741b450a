/**
 * The names that are constant names in some loaded script or library: their keys are properties of tables (table.ts).
 * Registering is for ever, for the whole process; it never makes a table wrong, only slower or faster.
 */
import { rt } from "./machine.ts";

/** The property of a registered name, undefined for others. */
export function known(name: string): `$${string}` | undefined {
  return rt.names.get(name);
}

/** Registers a name; gives its property. */
export function register(name: string): `$${string}` {
  let field = rt.names.get(name);
  if (field === undefined) {
    field = `$${name}`;
    rt.names.set(name, field);
  }
  return field;
}

/** Registers the constant names of a chunk before it runs. */
export function registerNames(names: readonly string[]): void {
  for (const name of names) register(name);
}
