/** The version of this program, of its compiler and of its runtime: they are published as one. */
import { fileURLToPath } from "node:url";
import description from "#package" with { type: "json" };

export const VERSION: string = description.version;

/** The package's own folder, where the examples are. The bundle lies one folder deeper, in `dist`. */
export const PACKAGE_FOLDER: string = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? ".." : "../..", import.meta.url));

/** False where npm has installed the package: there the package has no scripts of its own to run. */
export const IN_CLONE: boolean = !/[\\/]node_modules[\\/]/.test(PACKAGE_FOLDER);
