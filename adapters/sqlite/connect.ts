import type { StoresAdapter } from "../../src/process/stores.ts";
import { openSqliteStores } from "./stores.ts";

/** One file under `DATA_DIR`: the store where no other is set up. */
export const sqlite: StoresAdapter = {
  open: ({ DATA_DIR: folder }, host) => openSqliteStores({ folder, ...host }),
};
