import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStores } from "../../../adapters/sqlite/stores.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createClock } from "../../clock.ts";
import { changeIndexContract } from "../../contracts/change-index.ts";

changeIndexContract("SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gumshoe-"));
  const { now, advance } = createClock();
  const [first, second] = [
    await openSqliteStores({ folder, owner: "first", now, log: silentLog }),
    await openSqliteStores({ folder, owner: "second", now, log: silentLog }),
  ];
  return {
    first: first.board,
    second: second.board,
    now,
    advance,
    close: async () => {
      await Promise.all([first.close(), second.close()]);
      await rm(folder, { recursive: true });
    },
  };
});
