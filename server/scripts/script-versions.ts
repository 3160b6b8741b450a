/** What is known of the versions of the scripts: plain data for the log and `moonpost status`. */

export interface ScriptVersion {
  /** 12 hexadecimal digits. */
  readonly version: string;
  /** When this process began to serve it, ISO 8601. */
  readonly since: string;
  readonly scripts: readonly {
    readonly name: string;
    readonly version: string;
    readonly hooks: readonly string[];
    /** How long this process took to compile it, in milliseconds; undefined if it was loaded from an artefact. */
    readonly compiledInMs: number | undefined;
  }[];
}

/** A change of the scripts that was not taken over. */
export interface ReloadFailure {
  /** ISO 8601. */
  readonly at: string;
  /** What is wrong, one line each, with file and line where there is one. */
  readonly problems: readonly string[];
}

export interface ScriptsStatus {
  /** The folder or artefact they come from. */
  readonly source: string;
  readonly watching: boolean;
  readonly current: ScriptVersion;
  /** Earlier versions that `rollback` can bring back, newest first. */
  readonly earlier: readonly ScriptVersion[];
  /** True after a rollback, until the scripts change again. */
  readonly rolledBack: boolean;
  /** The last change, if it was not taken over; undefined once a later one was. */
  readonly failure: ReloadFailure | undefined;
}

/** How a reload or a rollback ended. */
export type ReloadOutcome =
  | { readonly kind: "loaded"; readonly version: string }
  /** The scripts are the same as the version that is served. */
  | { readonly kind: "unchanged"; readonly version: string }
  | { readonly kind: "failed"; readonly problems: readonly string[] };
