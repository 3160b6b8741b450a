/** Which Lua a script is written in: one version alone, or `vpop3`, the union that VPOP3 has accepted from 2.0 to today. */
export type Dialect = "vpop3" | "5.0" | "5.1" | "5.2";
