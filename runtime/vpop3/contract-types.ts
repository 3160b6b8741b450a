/**
 * The vocabulary of the contract between VPOP3 and its scripts: what a row of the tables `contract-*.ts` can say, and the
 * TypeScript type on the host's side that follows from it.
 *
 * The contract is data: the dispatcher's conversions, the checker's rules, the declarations for editors and the compatibility
 * page are all made from it, so a hook is added in one place. Governing text: VPOP3.md §1.5, §2–§7, §9.
 */

/** A VPOP3 version: numbers with dots, and perhaps a release letter (`3.0.0L`). Compare with `compareVersions`. */
export type Version = string;

/** The first VPOP3 that runs Lua at all (VPOP3.md §1.1): what needs no newer one carries this version. */
export const BASE: Version = "2.0.2";

/** Where a row comes from: the file in the collection of documents and the heading in it. */
export interface Source {
  readonly document:
    | "wiki-smtp-server-script"
    | "wiki-smtp-rules-script"
    | "wiki-smtp-relay-control"
    | "wiki-smtp-mx-control"
    | "manual-2007"
    | "wiki"
    | "manual";
  readonly heading: string;
}

/**
 * What kind of value crosses the edge, and how it looks on each side.
 *
 * | shape | Lua | host |
 * | --- | --- | --- |
 * | `string`, `number`, `boolean` | itself (a number counts as boolean: 0 is false, VPOP3.md §1.5) | itself |
 * | `reply` | string that begins with a three-digit SMTP code; `""` means the default | string |
 * | `lines` | string with line ends, or list of strings | array of lines without line ends |
 * | `map` | table name → string; reading ignores case | Map |
 * | `any` | any value, kept as it is | unknown |
 * | `{ listOf }` | table 1..n | array |
 * | `{ mapOf }` | table name → value; reading ignores case | Map |
 * | `{ record }` | table with the named fields | object; a returned one holds only the fields that were there |
 */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "reply"
  | "lines"
  | "map"
  | "any"
  | { readonly listOf: Shape }
  | { readonly mapOf: Shape }
  | { readonly record: Fields };

export type Fields = Readonly<Record<string, Field>>;

export interface Field {
  readonly shape: Shape;
  readonly about: string;
  readonly since?: Version;
}

export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
  readonly about: string;
  readonly since?: Version;
}

export interface ReturnValue {
  readonly name: string;
  readonly shape: Shape;
  readonly about: string;
  /** What holds when the script returns nothing, nil or a value of another type here. */
  readonly absent: string;
}

export interface Hook {
  readonly parameters: readonly Parameter[];
  readonly returns: readonly ReturnValue[];
  /**
   * `position`: the n-th returned value is the n-th row. `type`: the generations of VPOP3 contradict each other about the order,
   * so the table is the table and the string is the string, wherever they stand (VPOP3.md §9 C1).
   */
  readonly order: "position" | "type";
  /** When VPOP3 calls it. */
  readonly when: string;
  readonly since: Version;
  readonly edition: "all" | "enterprise";
  /** False where no document gives the signature: parameters and returns are then our reading (VPOP3.md §9 O2). */
  readonly documented: boolean;
  /** A newer name for the same call, asked first where the script defines both (VPOP3.md §9 C11–C13). */
  readonly supersededBy?: string;
  readonly sources: readonly Source[];
}

export interface Global {
  readonly shape: Shape;
  /** `in`: the host writes it before each hook. `in/out`: it also reads it back after a hook that succeeded. */
  readonly direction: "in" | "in/out";
  readonly about: string;
  readonly since: Version;
  readonly edition: "all" | "enterprise";
  /** False where the documents give no type or direction: then ours (VPOP3.md §2.1). */
  readonly documented: boolean;
  /** Written and read only around this hook, where the documents say so. */
  readonly only?: string;
  readonly sources: readonly Source[];
}

export interface ScriptKind {
  /** File name in lower case; `#` stands for a decimal number (the id of the SMTP service). */
  readonly file: string;
  /** True if `<username>/<file>` exists for single users and wins over the common one. */
  readonly perUser: boolean;
  /** False: `moonpost serve` has no use for it; it is only checked and compiled. */
  readonly served: boolean;
  /** How long one instance with its globals lives. */
  readonly instance: "session" | "pass" | "call" | "send";
  readonly about: string;
  readonly hooks: Readonly<Record<string, Hook>>;
  /** The rule for functions with free names (rules call them by name): their signature is that of this hook. */
  readonly freeHooksLike?: string;
  readonly globals: Readonly<Record<string, Global>>;
  readonly since: Version;
  readonly sources: readonly Source[];
}

export interface HelperParameter extends Parameter {
  readonly optional?: boolean;
}

/** A function that VPOP3 adds to the libraries. */
export interface Helper {
  readonly parameters: readonly HelperParameter[];
  /** The results in order for each way it can end. */
  readonly results: readonly { readonly when: string; readonly values: readonly ReturnedByHelper[] }[];
  readonly about: string;
  /** `message`: only inside ProcessMessage of smtpsvr.lua and pop3clt.lua. */
  readonly available: "always" | "message";
  /** True if it may wait (network, clock): the script is then suspended, the server is not. */
  readonly waits: boolean;
  readonly since: Version;
  /** Another name for the same function (VPOP3.md §9 C9). */
  readonly sameAs?: string;
  readonly sources: readonly Source[];
}

export interface ReturnedByHelper {
  readonly name: string;
  readonly shape: Shape | "nil" | "true" | "false";
}

/** The host's type for a shape. */
export type HostValue<S> = S extends "string" | "reply"
  ? string
  : S extends "number"
    ? number
    : S extends "boolean"
      ? boolean
      : S extends "lines"
        ? readonly string[]
        : S extends "map"
          ? ReadonlyMap<string, string>
          : S extends { readonly listOf: infer Item }
            ? readonly HostValue<Item>[]
            : S extends { readonly mapOf: infer Item }
              ? ReadonlyMap<string, HostValue<Item>>
              : S extends { readonly record: infer F }
                ? { readonly [K in keyof F]: F[K] extends { readonly shape: infer T } ? HostValue<T> : never }
                : unknown;

/** The host's type for a returned shape: records come back with the fields that were there. */
export type ReturnedHostValue<S> = S extends { readonly record: unknown } ? Partial<HostValue<S>> : HostValue<S>;

/** The arguments of a hook as a tuple of host values. */
export type HookArguments<H> = H extends { readonly parameters: infer P }
  ? { readonly [I in keyof P]: P[I] extends { readonly shape: infer S } ? HostValue<S> : never }
  : never;

type Row<H> = H extends { readonly returns: readonly (infer R)[] } ? R : never;

/** What a hook said, by the names of its return rows; undefined: nothing (usable) was returned there. */
export type HookReturns<H> = {
  readonly [R in Row<H> as R extends { readonly name: infer N extends string } ? N : never]:
    | (R extends { readonly shape: infer S } ? ReturnedHostValue<S> : never)
    | undefined;
};

/** The host's type for each global of a script kind. */
export type GlobalValues<G> = {
  -readonly [N in keyof G]: G[N] extends { readonly shape: infer S } ? HostValue<S> : never;
};
