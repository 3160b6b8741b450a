/** The price of looking at places of a table that no Lua code asked for: nils between items, deleted keys, all of them for a new width. */
import { rt } from "./machine.ts";

/** As many places as are looked at in the time that one unit of fuel stands for. */
const PLACES_A_UNIT_LOG2 = 2;

/**
 * Takes the fuel for so many places, and does not look whether there is any left: tables are read where a script cannot be ended too (for a
 * traceback, or by the host, where it costs nothing). The next check of the script's code sees it.
 */
export function passOver(places: number): void {
  rt.fuel = (rt.fuel - (places >> PLACES_A_UNIT_LOG2)) | 0;
}
