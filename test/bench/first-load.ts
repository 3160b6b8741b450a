/**
 * From the artefact's files to modules, in milliseconds, in a process that has loaded none: `first-load.ts FOLDER`, for compile.ts. It starts as
 * `moonpost serve` does (bin/moonpost.js): with room for what a start allocates, and V8's flags as they were before anything is imported.
 */
await import("./as-commands-start.ts");
const { readManifest } = await import("../../server/scripts/artefact.ts");
const { loadArtefact } = await import("../../server/scripts/load-artefact.ts");

const [folder = ""] = process.argv.slice(2);
const began = performance.now();
await loadArtefact(folder, readManifest(folder));
console.log(performance.now() - began);
