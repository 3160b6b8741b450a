/** The version of the compiler, which emitted modules and artefacts name. */
import about from "#package" with { type: "json" };

export const COMPILER_VERSION: string = about.version;
