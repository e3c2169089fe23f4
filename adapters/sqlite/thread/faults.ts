import { NewerLayout } from "../sql/schema.ts";

/** Why the file cannot be used at present. */
export type FileFaultKind = "full" | "busy" | "late" | "unusable";

export interface FileFault {
  readonly kind: FileFaultKind;
  /** What is wrong and the remedy, without the name of the setting. */
  readonly message: string;
}

const WRITABLE = "give its user write access to the folder";
const RESTORE =
  "stop Gumshoe and restore the file from a backup (npm run backup makes one), or move it away to begin empty";

/** By SQLite's primary result code. https://www.sqlite.org/rescode.html */
const FAULTS: Readonly<Record<number, FileFault>> = {
  5: { kind: "busy", message: "another process uses it; stop that one, or name another folder" },
  6: { kind: "busy", message: "another process uses it; stop that one, or name another folder" },
  8: { kind: "unusable", message: `it is read-only; ${WRITABLE}` },
  10: { kind: "unusable", message: "it cannot be read or written; make room on the disk, and check that it works" },
  11: { kind: "unusable", message: `it is damaged; ${RESTORE}` },
  13: { kind: "full", message: "the disk is full; make room" },
  14: { kind: "unusable", message: `it cannot be opened; ${WRITABLE}` },
  26: { kind: "unusable", message: `it is not a file of SQLite; ${RESTORE}` },
};

/** By the code of a failed system call. */
const SYSTEM: Readonly<Record<string, FileFault>> = {
  EACCES: { kind: "unusable", message: `it cannot be opened; ${WRITABLE}` },
  EPERM: { kind: "unusable", message: `it cannot be opened; ${WRITABLE}` },
  EROFS: { kind: "unusable", message: `it is read-only; ${WRITABLE}` },
  ENOSPC: { kind: "full", message: "the disk is full; make room" },
  ENOENT: { kind: "unusable", message: "it cannot be made there; name another folder" },
  ENOTDIR: { kind: "unusable", message: "a part of its path is a file; name another folder" },
  EEXIST: { kind: "unusable", message: "it is a file; name another folder" },
};

/** The file was replaced or deleted while it was open. */
export class FileGone extends Error {
  override readonly name = "FileGone";
}

/** The folder has the data of release 0.1.0, and nothing newer. */
export class OlderData extends Error {
  override readonly name = "OlderData";
}

/** What an error says of the file; undefined for an error that is none of the file's: a bug. */
export function faultOf(error: unknown): FileFault | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof NewerLayout) return { kind: "unusable", message: error.message };
  if (error instanceof FileGone) {
    return { kind: "unusable", message: "it was moved or deleted while in use; move it back, or start Gumshoe again" };
  }
  if (error instanceof OlderData) {
    const remedy = "npm ci && npm run migrate takes it over; to begin empty, move that folder away";
    return { kind: "unusable", message: `its folder ${error.message} has the data of release 0.1.0; ${remedy}` };
  }
  if ("errcode" in error && typeof error.errcode === "number") return FAULTS[error.errcode & 0xff];
  return "code" in error && typeof error.code === "string" ? SYSTEM[error.code] : undefined;
}
