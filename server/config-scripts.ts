/** The part of the configuration that is about scripts: where they lie, how they are compiled, what they may do and use. */
import { z } from "zod";
import { RULES } from "../compiler/check/rules.ts";
import { LEVELS } from "../compiler/diagnostics.ts";
import { isKnownVersion, KNOWN_VERSIONS, NEWEST, VERSION_FORM } from "../runtime/vpop3/version.ts";
import { nonEmpty } from "./non-empty.ts";

const allow = z
  .strictObject({
    files: z
      .enum(["none", "read", "write"])
      .default("write")
      .describe("What `io` and `os.remove`, `os.rename`, `os.getdirectory` may do inside the files folder."),
    filesFolder: nonEmpty
      .default("files")
      .describe(
        "The only folder that scripts reach, relative to the data folder. Absolute and Windows paths of scripts end up inside it.",
      ),
    dns: z.boolean().default(true).describe("Allows VPOP3Net.GetDNSRecords."),
    http: z.boolean().default(true).describe("Allows VPOP3Net.GetHTTP."),
    whois: z.boolean().default(true).describe("Allows VPOP3Net.GetWHOIS."),
    settings: z.enum(["none", "read", "write"]).default("write").describe("VPOP3.GetSetting, SetSetting and their user forms."),
    programs: z
      .array(nonEmpty)
      .default([])
      .describe("Absolute paths of the programs that os.timedexecute may start. Empty: none."),
    environment: z.array(nonEmpty).default([]).describe("Names of environment variables that os.getenv may read. Empty: none."),
  })
  .prefault({})
  .describe("What scripts may do outside themselves. Safety mode (os.setsafety) takes away more.");

const scriptLimits = z
  .strictObject({
    fuel: z
      .int()
      .min(1000)
      .default(50_000_000)
      .describe("Fuel units a hook call may burn; one unit is about one loop iteration or 64 bytes of string work."),
    memoryBytes: z
      .int()
      .min(65536)
      .default(67_108_864)
      .describe("Memory that the values of one script instance may take, in bytes."),
    deadlineMs: z
      .int()
      .min(1)
      .default(30_000)
      .describe("Wall-clock time a hook call may take, waiting included, in milliseconds."),
    printBytes: z
      .int()
      .min(0)
      .default(1_048_576)
      .describe("Bytes that a hook call may print. More is left out of LUA.OUT, which says so in a line; the call goes on."),
  })
  .prefault({})
  .describe("What one hook call may use. A call that exceeds a limit is ended and logged, and its default action taken.");

/** Which scripts are served, as which Lua, and what they may use. */
export const scripts = z
  .strictObject({
    folder: nonEmpty
      .default("scripts")
      .describe("The folder of Lua scripts: smtpsvr.lua, smtprules_1.lua, relayout.lua, mxout.lua …"),
    artefact: z
      .string()
      .default("")
      .describe("A folder made by `moonpost compile`, to be served instead of compiling `folder` at the start. Empty: compile."),
    watch: z
      .boolean()
      .default(true)
      .describe("Reload when a script (or the artefact) changes. New sessions get the new version."),
    dialect: z
      .enum(["vpop3", "5.0", "5.1", "5.2"])
      .default("vpop3")
      .describe("The Lua accepted: `vpop3` is the union of 5.0, 5.1 and 5.2 that VPOP3 has accepted from 2.0 until today."),
    vpop3Version: z
      .string()
      .regex(VERSION_FORM, { error: KNOWN_VERSIONS, abort: true })
      .refine(isKnownVersion, KNOWN_VERSIONS)
      .default(NEWEST)
      .describe("The VPOP3 version that scripts are checked against: use of something newer is a warning."),
    severities: z
      .partialRecord(z.enum(RULES.map(({ code }) => code)), z.enum(LEVELS))
      .default({})
      .describe(
        "How much findings of `moonpost check` count when scripts are loaded, by code; with an error they are not served.",
      ),
    onError: z
      .enum(["default", "451"])
      .default("default")
      .describe("What a client gets when a hook fails: the answer it would have got without the hook, or 451."),
    processMessageResult: z
      .boolean()
      .default(false)
      .describe("Obey ProcessMessage's second result as the SMTP reply, as VPOP3 did before 7.0."),
    limits: scriptLimits,
    allow,
  })
  .prefault({});
