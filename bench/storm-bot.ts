import process from "node:process";
import { sns } from "../adapters/aws/sns/door.ts";
import { playground } from "../adapters/recording/source.ts";
import { slack } from "../adapters/slack/connect.ts";
import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { silentLog } from "../src/log/log.ts";
import { readConfig } from "../src/process/config.ts";
import { start } from "../src/process/start.ts";
import { countedPorts } from "./counted-stores.ts";

// The bot of the storm as a process of its own, which tells how often it called its stores.

const adapters = { platforms: [slack], doors: [sns], sources: [playground] };
const config = readConfig(process.env, Object.values(adapters).flat());
const now = (): Date => new Date();
const opened = await openSqliteStores({ folder: config.DATA_DIR, now, log: silentLog });
let calls = 0;
const stores = countedPorts(opened, (name) => {
  if (name !== "store.due") calls += 1;
});
const running = await start(config, { ...adapters, stores, now, log: silentLog });
process.on("message", () => process.send?.(calls));
process.on("disconnect", () => process.exit(1));
process.on("SIGTERM", async () => {
  await running.stop();
  await opened.close();
  process.exit(0);
});
process.stdout.write(running.greeting);
