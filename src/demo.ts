import process from "node:process";
import { playground } from "../adapters/recording/source.ts";
import { demonstrate } from "../adapters/terminal/terminal.ts";
import { messageOf } from "./errors.ts";
import { silentLog } from "./log/log.ts";
import { readConfig } from "./process/config.ts";
import { start } from "./process/start.ts";
import { createMemoryStores } from "./store/memory.ts";

/**
 * `npm run demo [-- incident]`: plays one simulated incident in the terminal, from its alarm to the accepted cause. It reads no account,
 * stores nothing and ends by itself.
 */
const [incident = "orders-failing"] = process.argv.slice(2);
const now = (): Date => new Date();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { platform, over } = demonstrate(incident, zone, print);
  const parts = { platforms: [platform], doors: [], sources: [playground], stores: createMemoryStores({ now }), now };
  const config = readConfig({ PORT: "0", TELEMETRY: "playground" }, [platform, playground]);
  print("An alarm of an imaginary online shop. All that follows is simulated; the investigation is real.");
  const running = await start(config, { ...parts, log: silentLog });
  await over;
  await running.stop();
  print("\nThat is Gumshoe. To press the buttons yourself: npm start, then http://127.0.0.1:3000/");
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  // What was started before the failure would keep the process.
  process.exit(1);
}
