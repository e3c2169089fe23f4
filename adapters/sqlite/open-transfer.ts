import { existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../src/errors.ts";
import type { Transfer } from "../../src/store/transfer.ts";
import { faultOf } from "./thread/faults.ts";
import { FILE, lockFolder, openFile } from "./thread/file.ts";
import { createSqliteTransfer } from "./transfer.ts";

/** A file that is opened to export or import everything. */
export interface OpenTransfer {
  readonly transfer: Transfer;
  close(): void;
}

/**
 * Opens the file in a folder: to export, also while a process uses it, or to import, which needs the folder alone. Throws with the remedy.
 */
export function openSqliteTransfer(folder: string, purpose: "export" | "import"): OpenTransfer {
  try {
    if (purpose === "export" && !existsSync(join(folder, FILE))) throw new Error(`there is no ${FILE} in it`);
    const unlock = purpose === "import" ? lockFolder(folder) : undefined;
    const { database } = openFile(folder);
    return {
      transfer: createSqliteTransfer(database),
      close() {
        database.close();
        unlock?.();
      },
    };
  } catch (error) {
    const fault = faultOf(error);
    throw new Error(`DATA_DIR (${folder}): ${fault?.message ?? messageOf(error)}.`);
  }
}
