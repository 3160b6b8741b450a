/**
 * What a debugger is told of a script, so that a breakpoint in the Lua file stops there: a `//# sourceMappingURL` at the end of the
 * JavaScript that is evaluated. While a debugger is there (`node --inspect`) the map is in the URL itself, since maps of scripts that are
 * loaded at run time lie nowhere; otherwise that of an artefact's script is named where it lies, for one that attaches later.
 *
 * Governing text: ECMA-426 (source maps).
 */
import { url as inspectorUrl } from "node:inspector";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** True if the process can be debugged now: `--inspect`, or a signal that opened the port. */
export function hasDebugger(): boolean {
  return inspectorUrl() !== undefined;
}

/** The JavaScript with its map in it. `sourceUrl`: where the Lua text lies. */
export function withInlineMap(javascript: string, sourceMap: string, sourceUrl: string): string {
  const map: object = { ...(JSON.parse(sourceMap) as object), sources: [sourceUrl] }; // the compiler's own output
  const encoded = Buffer.from(JSON.stringify(map), "utf8").toString("base64");
  return `${javascript}//# sourceMappingURL=data:application/json;base64,${encoded}\n`;
}

/** The last line of JavaScript whose map lies at `mapPath`. */
export function mapFileComment(mapPath: string): string {
  return `//# sourceMappingURL=${fileUrl(mapPath)}\n`;
}

/** The URL of a file; relative paths are those of the working folder. */
export function fileUrl(path: string): string {
  return pathToFileURL(resolve(path)).href;
}
