/** V8's flags as they are where commands import what they need (bin/moonpost.js): the code of compiled modules is taken only with these. */
for (const flag of ["--stack-size=984", "--min-semi-space-size=0"]) process.getBuiltinModule("node:v8").setFlagsFromString(flag);
