/**
 * The names that are constant names in some loaded script or library: their keys are properties of tables (table.ts).
 * Registering is for ever, for the whole process; it never makes a table wrong, only slower or faster.
 */
import { rt } from "./machine.ts";

/** The property of a registered name, undefined for others. */
export function known(name: string): `$${string}` | undefined {
  return rt.names.get(name);
}

/** The name of a property: always the same string, which V8 finds in tables without reading it. */
export function nameOf(field: `$${string}`): string {
  return rt.namesByField.get(field) ?? field.slice(1);
}

/** Registers a name; gives its property. */
export function register(name: string): `$${string}` {
  let field = rt.names.get(name);
  if (field === undefined) {
    field = `$${name}`;
    rt.names.set(name, field);
    rt.namesByField.set(field, name);
  }
  return field;
}

/** Names that chunks loaded at run time may add to: as names stay for ever, scripts must not make them without end. */
const MAX_NAMES = 30_000;

/** False for a new name where so many are registered that a chunk loaded at run time has to do without. */
export function mayRegister(name: string): boolean {
  return rt.names.size < MAX_NAMES || rt.names.has(name);
}

/** Registers the constant names of a chunk before it runs. */
export function registerNames(names: readonly string[]): void {
  for (const name of names) register(name);
}
