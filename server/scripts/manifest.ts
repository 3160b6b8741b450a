/**
 * The manifest of an artefact: what the folder holds, and what made it. Read from disk it is checked before anything trusts it; by hand, as a start
 * waits for it: the first look at a zod schema takes longer than all else that an artefact needs.
 */
import type { Dialect } from "../../runtime/dialect.ts";

/** The form of manifests that this program writes and reads. */
export const MANIFEST_FORMAT = 2;

export interface ManifestFile {
  /** Within the artefact's folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
}

/** `info`: lines and functions by their places in the JavaScript, for error messages. */
export type ScriptFileKind = "lua" | "typescript" | "javascript" | "sourceMap" | "info";

export interface ManifestScript {
  /** Lower case, with `/`. */
  readonly name: string;
  /** As the Lua file was spelt; messages show it so. */
  readonly file: string;
  /** The kind in VPOP3's contract (`smtpsvr`, `smtprules`, …), "" for a script with a free name. */
  readonly kind: string;
  /** The contract's hooks that the text defines, and of rules scripts all global functions, in order. */
  readonly hooks: readonly string[];
  /** Content hash, 12 hexadecimal digits. */
  readonly version: string;
  readonly files: Readonly<Record<ScriptFileKind, ManifestFile>>;
}

export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT;
  /** Content hash of everything below, 12 hexadecimal digits. */
  readonly version: string;
  readonly dialect: Dialect;
  readonly compiler: string;
  readonly runtime: string;
  readonly scripts: readonly ManifestScript[];
}

/** What JSON data has to be: a text of a pattern, one of some values, a list, or an object with exactly these keys. */
type Form<T> = [T] extends [string | number]
  ? RegExp | { readonly oneOf: readonly T[] }
  : T extends readonly (infer Item)[]
    ? { readonly listOf: Form<Item> }
    : { readonly keys: { readonly [Key in keyof T]-?: Form<T[Key]> } };

/** A form of whatever type. */
type AnyForm =
  | RegExp
  | { readonly oneOf: readonly unknown[] }
  | { readonly listOf: AnyForm }
  | { readonly keys: Readonly<Record<string, AnyForm>> };

const TEXT = /^/;
const NAME = /./s;
const VERSION: RegExp = /^[0-9a-f]{12}$/;
const FILE: Form<ManifestFile> = {
  keys: { path: /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\]+$/s, sha256: /^[0-9a-f]{64}$/ },
};
const SCRIPT: Form<ManifestScript> = {
  keys: {
    name: NAME,
    file: NAME,
    kind: TEXT,
    hooks: { listOf: TEXT },
    version: VERSION,
    files: { keys: { lua: FILE, typescript: FILE, javascript: FILE, sourceMap: FILE, info: FILE } },
  },
};
const MANIFEST: Form<Manifest> = {
  keys: {
    format: { oneOf: [MANIFEST_FORMAT] },
    version: VERSION,
    dialect: { oneOf: ["vpop3", "5.0", "5.1", "5.2"] },
    compiler: TEXT,
    runtime: TEXT,
    scripts: { listOf: SCRIPT },
  },
};

/** Gives `data` if it is a manifest of the form that this program writes. Throws a RangeError that names the first part that is not as it must be. */
export function checkedManifest(data: unknown): Manifest {
  const way = wayToFault(data, MANIFEST);
  if (way !== undefined) throw new RangeError(way.join(".") || "no object");
  return data as Manifest; // it has the form
}

/** The keys that lead to the first part of `data` that is not of its form. */
function wayToFault(data: unknown, form: AnyForm): readonly string[] | undefined {
  if (form instanceof RegExp) return typeof data === "string" && form.test(data) ? undefined : [];
  if ("oneOf" in form) return form.oneOf.includes(data) ? undefined : [];
  if (typeof data !== "object" || data === null || Array.isArray(data) !== "listOf" in form) return [];
  const values = new Map(Object.entries(data));
  const forms = "keys" in form ? new Map(Object.entries(form.keys)) : undefined;
  for (const key of new Set([...(forms?.keys() ?? []), ...values.keys()])) {
    const expected = "listOf" in form ? form.listOf : forms?.get(key);
    const way = expected === undefined ? [] : wayToFault(values.get(key), expected);
    if (way !== undefined) return [key, ...way];
  }
  return undefined;
}
