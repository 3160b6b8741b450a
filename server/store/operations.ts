/**
 * All operations that the store's thread knows: two rooms, each a table from a name to a function. Arguments and results are plain data
 * that can cross threads.
 */
import { directoryOperations } from "./directory-operations.ts";
import { queueOperations } from "./queue-operations.ts";

export const operations = { queue: queueOperations, directory: directoryOperations };

export type Rooms = typeof operations;
export type RoomName = keyof Rooms;
export type OperationName<Room extends RoomName> = keyof Rooms[Room] & string;

/** What the operation takes besides the database; `undefined` for none. */
export type Argument<Room extends RoomName, Name extends OperationName<Room>> = Rooms[Room][Name] extends (
  db: never,
  argument: infer A,
) => unknown
  ? unknown extends A
    ? undefined
    : A
  : undefined;

export type Outcome<Room extends RoomName, Name extends OperationName<Room>> = Rooms[Room][Name] extends (
  ...args: never[]
) => infer R
  ? R
  : never;
