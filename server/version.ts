/** The version of this program, of its compiler and of its runtime: they are published as one. */
import description from "#package" with { type: "json" };

export const VERSION: string = description.version;
