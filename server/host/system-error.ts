/** Errors of Node's system calls as `HostFailure`s, with the words and numbers that C programs give on Linux. */
import { HostFailure } from "../../runtime/host.ts";

/** What C's `strerror` says, where Node's own table says it otherwise. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: "Permission denied",
  EBADF: "Bad file descriptor",
  EBUSY: "Device or resource busy",
  EEXIST: "File exists",
  EFBIG: "File too large",
  EINVAL: "Invalid argument",
  EIO: "Input/output error",
  EISDIR: "Is a directory",
  ELOOP: "Too many levels of symbolic links",
  EMFILE: "Too many open files",
  ENAMETOOLONG: "File name too long",
  ENOENT: "No such file or directory",
  ENOSPC: "No space left on device",
  ENOTDIR: "Not a directory",
  ENOTEMPTY: "Directory not empty",
  EPERM: "Operation not permitted",
  EPIPE: "Broken pipe",
  EROFS: "Read-only file system",
  ESPIPE: "Illegal seek",
  EXDEV: "Invalid cross-device link",
};

/** The failure that an error thrown by `node:fs` or `node:child_process` stands for; every other error is thrown on. */
export function systemFailure(error: unknown): HostFailure {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") throw error;
  const errno = "errno" in error && typeof error.errno === "number" ? Math.abs(error.errno) : 0;
  const words = WORDS[error.code] ?? process.getBuiltinModule("node:util").getSystemErrorMap().get(-errno)?.[1] ?? error.code;
  return new HostFailure(words, errno);
}

/** What `action` gives; its system errors are thrown as `HostFailure`s. */
export function systemCall<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw systemFailure(error);
  }
}

/** Does what a C program does without a look whether the system could. */
export function regardless(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
  }
}
