/**
 * The manifest of an artefact: what the folder holds, and what made it. Read from disk it is checked before anything trusts it.
 */
import { z } from "zod";

/** The form of manifests that this program writes and reads. */
export const MANIFEST_FORMAT = 1;

const file = z.strictObject({
  /** Within the artefact's folder, with `/`. */
  path: z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const script = z.strictObject({
  /** Lower case, with `/`. */
  name: z.string().min(1),
  /** As the Lua file was spelt; messages show it so. */
  file: z.string().min(1),
  /** The kind in VPOP3's contract (`smtpsvr`, `smtprules`, …), "" for a script with a free name. */
  kind: z.string(),
  /** The contract's hooks that the text defines, and of rules scripts all global functions, in order. */
  hooks: z.array(z.string()),
  /** Content hash, 12 hexadecimal digits. */
  version: z.string().regex(/^[0-9a-f]{12}$/),
  /** `info`: lines and functions by their places in the JavaScript, for error messages. */
  files: z.strictObject({ lua: file, typescript: file, javascript: file, sourceMap: file, info: file }),
});

export const manifestSchema = z.strictObject({
  format: z.literal(MANIFEST_FORMAT),
  /** Content hash of everything below. */
  version: z.string().regex(/^[0-9a-f]{12}$/),
  dialect: z.enum(["vpop3", "5.0", "5.1", "5.2"]),
  compiler: z.string(),
  runtime: z.string(),
  scripts: z.array(script),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestScript = Manifest["scripts"][number];
export type ScriptFileKind = keyof ManifestScript["files"];
