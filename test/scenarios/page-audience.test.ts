import { expect, test } from "vitest";
import { signLink } from "../../adapters/web/guard/links.ts";
import { createWeb } from "../../adapters/web/web.ts";
import { silentLog } from "../../src/log/log.ts";
import { readConfig } from "../../src/process/config.ts";
import { createPlatformHost } from "../../src/process/platform-host.ts";
import { startServer } from "../../src/process/server.ts";
import { joinSimulations } from "../../src/process/simulations.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createHouse } from "./house.ts";

const SECRET = "a secret of the test's own";

test("the page shows what stands in its own channel; a signed link shows any", async () => {
  const now = (): Date => new Date();
  const stores = createMemoryStores({ now });
  const house = createHouse({ stores });
  const host = createPlatformHost(readConfig({}), {
    stores,
    simulations: joinSimulations([]),
    house: () => ({ app: house.app, platforms: [], doors: [], sources: [] }),
    now,
    log: silentLog,
  });
  const web = createWeb(host, { open: true, secret: SECRET, address: "127.0.0.1" });
  const server = await startServer([{ path: "/", listener: web.listener }], { port: 0, host: "127.0.0.1" });
  const url = `http://127.0.0.1:${server.port}`;
  const get = async (path: string): Promise<string> => (await fetch(url + path)).text();
  const say = async (text: string): Promise<string> => {
    const body = new URLSearchParams({ text, place: "web:general" });
    const response = await fetch(`${url}/say`, { method: "POST", body, headers: { "x-requested-with": "gumshoe" } });
    return (await response.text()).replaceAll(/<[^>]+>/g, "");
  };
  await house.say("investigate alpha is slow");
  const direct = { place: "slack:T1:D1", channel: "slack:T1:D1", actor: { id: "slack:U1", name: "Ana" } };
  await house.say("investigate delta is slow", direct);
  await expect.poll(() => say("status")).toContain("alpha is slow");
  expect(await say("status")).not.toContain("delta is slow");
  expect(await say("G-1002 status")).toContain("G-1002 is not known here");
  expect(await say("G-1002 close over")).toContain("G-1002 is not known here");
  expect(await get("/investigations/G-1001")).toContain("alpha is slow");
  expect(await get("/investigations/G-1002")).toContain("G-1002 is not known here");
  const link = signLink("/investigations/G-1002", Math.floor(Date.now() / 1000) + 60, SECRET);
  expect(await get(link)).toContain("delta is slow");
  web.close();
  await server.stop();
  await house.stop();
});
