/**
 * The scripts that a running server uses: compiled, tried and loaded at the start, and again after each change. A new version is
 * prepared aside; only when it has compiled, loaded and run its top level without an error do new sessions get it. A version that
 * fails changes nothing, and says why in the log and in `status`.
 *
 * Changes are worked off one after the other; those that come meanwhile are one change.
 */
import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import { OperatorError } from "../operator-error.ts";
import {
  type ArtefactOptions,
  type ArtefactScript,
  keptManifest,
  listVersions,
  prepareArtefact,
  readManifest,
  switchTo,
} from "./artefact.ts";
import { compilationKey, compiledBefore, noteCompiled } from "./compiled-folder.ts";
import { type FolderWatcher, watchForChanges } from "./folder-watcher.ts";
import { loadArtefact } from "./load-artefact.ts";
import type { Manifest } from "./manifest.ts";
import { readScriptFolder, type ScriptText } from "./script-folder.ts";
import type { ScriptSet, ScriptSource } from "./script-source.ts";
import type { ReloadFailure, ReloadOutcome, ScriptsStatus, ScriptVersion } from "./script-versions.ts";

/** A script that was compiled just now. */
export interface CompiledNow {
  readonly script: ArtefactScript;
  /** What is doubtful in it, one text each. */
  readonly warnings: readonly string[];
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** How scripts are compiled: `problems` are the errors, one text each; with an error nothing is served. `serving`: sessions go on meanwhile. */
export type CompileScripts = (
  scripts: readonly ScriptText[],
  serving: boolean,
) => Promise<{ readonly compiled: readonly CompiledNow[]; readonly problems: readonly string[] }>;

/** Runs the top level of each script once; gives what went wrong, one text each. */
export type TryScripts = (set: ScriptSet) => Promise<readonly string[]>;

export interface LiveScriptsOptions {
  readonly config: Config["scripts"];
  /** Where the artefact of a compiled folder is kept. */
  readonly artefactFolder: string;
  readonly about: ArtefactOptions;
  /** What `compile` depends on but the texts (`compilerIdentity`). */
  readonly compiler: string;
  readonly compile: CompileScripts;
  readonly tryOut: TryScripts;
  readonly log: Logger;
}

export interface LiveScripts extends ScriptSource {
  status(): ScriptsStatus;
  /** Prepares what lies in the folder now, and switches to it if it is new and works. */
  reload(): Promise<ReloadOutcome>;
  /** Goes back to `version`, or to the one before the current, until the scripts change again. */
  rollback(version: string | undefined): Promise<ReloadOutcome>;
  /** Ends watching, and what is under way. */
  close(): Promise<void>;
}

/** Versions that `rollback` can go back to without the artefact's folder. */
const KEPT_SETS = 5;
/** A file that was written this recently may still be growing. */
const SETTLED_MS = 60;

/**
 * Compiles (or, with `config.artefact`, loads) the scripts and watches them. If they do not work, the version that an earlier run of the
 * server kept is served instead, loudly; without one, throws an OperatorError.
 */
export async function startLiveScripts(options: LiveScriptsOptions): Promise<LiveScripts> {
  const live = new LiveScriptSet(options);
  await live.start();
  return live;
}

/** What may be served next. `note`, which never throws, is called when it is served; nobody waits for it. */
interface Prepared {
  readonly manifest: Manifest;
  readonly note?: (() => Promise<void>) | undefined;
}

class LiveScriptSet implements LiveScripts {
  readonly #options: LiveScriptsOptions;
  readonly #folder: string;
  #sets: ScriptSet[] = [];
  #rolledBack = false;
  #failure: ReloadFailure | undefined;
  #watcher: FolderWatcher | undefined;
  #work: Promise<unknown> = Promise.resolve();
  #changePending = false;
  /** How long scripts of the folder took to compile, by name; those that were compiled before have none. */
  readonly #timesMs = new Map<string, number>();

  constructor(options: LiveScriptsOptions) {
    this.#options = options;
    this.#folder = options.config.artefact || options.artefactFolder;
  }

  current(): ScriptSet {
    const [set] = this.#sets;
    if (!set) throw new Error("the scripts were asked for before they were loaded");
    return set;
  }

  async start(): Promise<void> {
    if (this.#options.config.watch) {
      // What changes while the scripts are loaded is loaded next.
      this.#watcher = watchForChanges(() => this.#changed());
      this.#watcher.watchFolders(await this.#foldersToWatch());
    }
    try {
      await this.#inTurn(() => this.#loadFirst());
    } catch (error) {
      this.#watcher?.close();
      throw error;
    }
  }

  async #loadFirst(): Promise<void> {
    const outcome = await this.#prepare().catch(asFailure);
    if (outcome.kind === "failed") await this.#serveKeptVersion(outcome.problems);
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    await this.#work;
  }

  /** Scripts that were compiled here lie in the scripts folder. */
  #loading(): { readonly luaFolder?: string } {
    const { artefact, folder } = this.#options.config;
    return artefact ? {} : { luaFolder: folder };
  }

  status(): ScriptsStatus {
    const [current, ...earlier] = this.#sets.map((set) => describeSet(set, this.#timesMs));
    if (!current) throw new Error("the scripts were asked for before they were loaded");
    const { artefact, folder } = this.#options.config;
    return {
      source: artefact || folder,
      watching: this.#watcher !== undefined,
      current,
      earlier,
      rolledBack: this.#rolledBack,
      failure: this.#failure,
    };
  }

  reload(): Promise<ReloadOutcome> {
    return this.#inTurn(() => this.#reloadNow());
  }

  rollback(version: string | undefined): Promise<ReloadOutcome> {
    return this.#inTurn(async (): Promise<ReloadOutcome> => {
      const current = this.current();
      const known = [...new Set([...this.#sets.map((set) => set.version), ...(await listVersions(this.#folder))])];
      const wanted = version ?? known.find((one) => one !== current.version);
      if (wanted === undefined) return { kind: "failed", problems: ["there is no earlier version to go back to"] };
      if (wanted === current.version) return { kind: "unchanged", version: wanted };
      if (!known.includes(wanted)) {
        return { kind: "failed", problems: [`there is no version ${wanted}; kept are ${known.join(", ")}`] };
      }
      const manifest = readManifest(this.#folder, wanted);
      const set =
        this.#sets.find((one) => one.version === wanted) ?? (await loadArtefact(this.#folder, manifest, this.#loading()));
      await this.#serve(set, manifest);
      this.#rolledBack = true;
      this.#options.log.warn(
        { version: wanted },
        "scripts rolled back; new sessions run the earlier version until the scripts change",
      );
      return { kind: "loaded", version: wanted };
    }).catch(asFailure);
  }

  /** One after the other: a reload never meets another one half done. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#work.then(work);
    this.#work = turn.catch(() => undefined);
    return turn;
  }

  #changed(): void {
    if (this.#changePending) return;
    this.#changePending = true;
    void this.#inTurn(async () => {
      this.#changePending = false;
      const outcome = await this.#reloadNow();
      this.#watcher?.watchFolders(await this.#foldersToWatch());
      return outcome;
    });
  }

  async #reloadNow(): Promise<ReloadOutcome> {
    const outcome = await this.#prepare().catch(asFailure);
    const { log } = this.#options;
    if (outcome.kind === "failed") {
      const isNews = this.#failure?.problems.join("\n") !== outcome.problems.join("\n");
      if (isNews) {
        this.#refused(outcome.problems);
        if (this.#sets[0])
          log.error({ version: this.#sets[0].version }, "the change of the scripts is not loaded; the version before goes on");
      }
    } else {
      if (this.#failure && outcome.kind === "unchanged")
        log.info({ version: outcome.version }, "the scripts are again those that run");
      this.#failure = undefined;
    }
    return outcome;
  }

  #refused(problems: readonly string[]): void {
    this.#failure = { at: new Date().toISOString(), problems };
    for (const problem of problems) this.#options.log.error(`scripts: ${problem}`);
  }

  async #prepare(): Promise<ReloadOutcome> {
    const began = performance.now();
    const { artefact } = this.#options.config;
    const { manifest, note }: Prepared = artefact ? { manifest: readManifest(this.#folder) } : await this.#compileFolder();
    const before = this.#sets[0];
    if (before?.version === manifest.version) return { kind: "unchanged", version: manifest.version };
    const set = await loadArtefact(this.#folder, manifest, { ...this.#loading(), before });
    const problems = await this.#options.tryOut(set);
    if (problems.length > 0) return { kind: "failed", problems: this.#inFolder("fail at their start", problems) };
    await this.#serve(set, manifest);
    if (note) void this.#inTurn(note);
    this.#rolledBack = false;
    if (before) {
      const changed = set.scripts
        .filter((script) => before.find(script.name)?.version !== script.version)
        .map(({ name }) => name);
      const ms = Math.round(performance.now() - began);
      this.#options.log.info({ version: set.version, changed, ms }, "scripts reloaded; new sessions run them");
    }
    return { kind: "loaded", version: set.version };
  }

  /** Has the scripts of the folder that were not compiled before compiled into the artefact. Throws an OperatorError with the problems. */
  async #compileFolder(): Promise<Prepared> {
    const { config, compiler, about, log } = this.#options;
    let contents = await readScriptFolder(config.folder);
    while (Date.now() - contents.youngestMs < SETTLED_MS && contents.youngestMs <= Date.now()) {
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
      contents = await readScriptFolder(config.folder);
    }
    const keys = new Map(contents.scripts.map((script) => [script.name, compilationKey(script, compiler)]));
    const kept = compiledBefore(this.#folder, keys, this.#sets[0]);
    const compiled = await this.#compile(contents.scripts.filter(({ name }) => !kept.has(name)));
    const scripts = contents.scripts.flatMap(({ name }) => compiled.get(name) ?? kept.get(name) ?? []);
    const manifest = await prepareArtefact(
      this.#folder,
      scripts.map(({ script }) => script),
      about,
    );
    // What was told of the others before is no news.
    for (const { warnings } of this.#sets.length === 0 ? scripts : compiled.values()) {
      for (const warning of warnings) log.warn(warning);
    }
    const rows = scripts.map(({ script: { name }, warnings }) => ({ name, key: keys.get(name) ?? "", warnings }));
    const note = () => noteCompiled(this.#folder, manifest.version, rows, log);
    return { manifest, note: compiled.size === 0 ? undefined : note };
  }

  /** By name. Throws an OperatorError with the problems. */
  async #compile(texts: readonly ScriptText[]): Promise<ReadonlyMap<string, CompiledNow>> {
    if (texts.length === 0) return new Map();
    const { compiled, problems } = await this.#options.compile(texts, this.#sets.length > 0);
    if (problems.length > 0) throw new OperatorError(this.#inFolder("do not compile", problems).join("\n"));
    for (const { script, ms } of compiled) this.#timesMs.set(script.name, ms);
    return new Map(compiled.map((one) => [one.script.name, one]));
  }

  /** Problems name scripts as they stand in the folder; this says which folder. */
  #inFolder(what: string, problems: readonly string[]): readonly string[] {
    return [`the scripts in ${this.#options.config.artefact || this.#options.config.folder} ${what}:`, ...problems];
  }

  async #serve(set: ScriptSet, manifest: Manifest): Promise<void> {
    if (!this.#options.config.artefact && !this.#isKept(manifest)) await switchTo(this.#folder, manifest);
    this.#sets = [set, ...this.#sets.filter((one) => one.version !== set.version)].slice(0, KEPT_SETS);
  }

  /** Whether the artefact names this version as the one that is served, and can go back to it. */
  #isKept({ version }: Manifest): boolean {
    return keptManifest(this.#folder)?.version === version && keptManifest(this.#folder, version)?.version === version;
  }

  async #serveKeptVersion(problems: readonly string[]): Promise<void> {
    const failed = new OperatorError(problems.join("\n"));
    if (this.#options.config.artefact) throw failed;
    const manifest = keptManifest(this.#folder);
    if (!manifest) throw failed;
    this.#sets = [await loadArtefact(this.#folder, manifest, this.#loading())];
    this.#refused(problems);
    this.#options.log.error(
      { version: manifest.version },
      "the scripts do not work; the last version that did is served instead",
    );
  }

  async #foldersToWatch(): Promise<readonly string[]> {
    const { artefact, folder } = this.#options.config;
    if (artefact) return [artefact];
    const contents = await readScriptFolder(folder).catch(() => undefined);
    return contents?.folders ?? [folder];
  }
}

/** A defect of our own must not end the server that serves well: it is reported like a script's. */
function asFailure(error: unknown): ReloadOutcome {
  if (error instanceof OperatorError) return { kind: "failed", problems: error.message.split("\n") };
  return { kind: "failed", problems: [`a defect of Moonpost: ${error instanceof Error ? error.stack : String(error)}`] };
}

function describeSet({ version, since, scripts }: ScriptSet, timesMs: ReadonlyMap<string, number>): ScriptVersion {
  return {
    version,
    since: since.toISOString(),
    scripts: scripts.map((script) => ({
      name: script.name,
      version: script.version,
      hooks: script.hooks,
      compiledInMs: timesMs.get(script.name),
    })),
  };
}
