/**
 * `node:fs` for what a script needs to start and run. An `import` of it runs its getters, which load Node's streams, promises and readline: a
 * twentieth of the time that `moonpost run` takes to come to its script.
 */
export const {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} = process.getBuiltinModule("node:fs");
