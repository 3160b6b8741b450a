/** What the runtime is told of a chunk: lines, functions and callees by their places in the JavaScript that runs. */
import type { FunctionInfo, ScriptInfo } from "../../runtime/script-info.ts";
import type { FunctionBody } from "../ast.ts";
import type { EmittedModule } from "./index.ts";
import { takesVarargs } from "./module.ts";
import type { Segment } from "./text.ts";

/** The information of a chunk. `source` is the chunk's name as it was given: `@smtpsvr.lua`. */
export function scriptInfo(source: string, { segments, functions, places, lastPlace }: EmittedModule): ScriptInfo {
  const lineTable = new Array<number>(segments.length * 3);
  const callees: (number | string)[] = [];
  for (let i = 0; i < segments.length; i++) {
    const { line, column, luaLine, callee } = segments[i] as Segment; // i is in range
    lineTable[i * 3] = line + 1;
    lineTable[i * 3 + 1] = column;
    lineTable[i * 3 + 2] = luaLine;
    if (callee !== undefined) callees.push(line + 1, column, callee);
  }
  const described: Record<string, FunctionInfo> = {};
  for (const [name, body] of functions) described[name] = functionInfo(body, name === "main");
  return { source, lastPlace, lineTable, functions: described, callees, places };
}

function functionInfo(body: FunctionBody, main: boolean): FunctionInfo {
  const { info } = body;
  return {
    name: info.name,
    lineDefined: main ? 0 : info.lineDefined,
    lastLineDefined: main ? 0 : info.lastLineDefined,
    main,
    parameters: body.parameters.length,
    vararg: info.vararg || takesVarargs(body),
    upvalues: info.upvalues.map((upvalue) => upvalue.name),
    ...(info.usesEnvironment || main ? { environment: true } : {}),
    ...(main ? {} : { span: [body.start, body.end] as const }),
    ...(body.parameters[0]?.kind === "self" ? { method: true } : {}),
  };
}
