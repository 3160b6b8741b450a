/** What the loader makes of one compiled script; the runtime's `createInstance` makes instances of it. */
export interface ScriptModule {
  /** The Lua chunk name, as in messages: `smtpsvr.lua`. */
  readonly name: string;
  /** The factory that the bundle step emitted, evaluated once per process: called with the runtime's door it gives the chunk. */
  readonly factory: (door: object) => unknown;
}
