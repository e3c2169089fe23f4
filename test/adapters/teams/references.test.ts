import { expect, test } from "vitest";
import { createReferences, GLOBAL_SERVICE } from "../../../adapters/teams/connector/references.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";

const now = (): Date => new Date("2026-11-30T03:00:00Z");
const CONVERSATION = "19:alarms@thread.tacv2";

/** Where a conversation is answered after a message that names this service. */
async function answeredAt(serviceUrl: string, loopback = false): Promise<string> {
  const references = createReferences(createMemoryStores({ now }).board, now, { first: GLOBAL_SERVICE, loopback });
  await references.remember(CONVERSATION, { serviceUrl, channel: true });
  return (await references.find(CONVERSATION)).serviceUrl;
}

test.each([
  "https://smba.trafficmanager.net/emea/",
  "https://smba.infra.gcc.teams.microsoft.com/teams/",
  "https://smba.infra.gov.teams.microsoft.us/teams/",
  "https://europe.botframework.com/",
])("%s is Microsoft's, and answered", async (url) => {
  expect(await answeredAt(url)).toBe(url);
});

test.each([
  "https://evil.example/",
  "http://smba.trafficmanager.net/emea/",
  "https://smba.trafficmanager.net.evil.example/",
  "https://evil.example/smba.trafficmanager.net/",
  "https://smba.trafficmanager.net@evil.example/",
  "https://evilbotframework.com/",
  "https://smba.evil.example/.teams.microsoft.com/",
  "https://169.254.169.254/latest/meta-data/",
  "http://127.0.0.1:9999/",
  "http://[::1]/",
  "file:///etc/passwd",
  "",
])("%s is called by nobody, whatever a request names", async (url) => {
  expect(await answeredAt(url)).toBe(GLOBAL_SERVICE);
});

test("loopback is called only where the settings allow it", async () => {
  expect(await answeredAt("http://127.0.0.1:9999/", true)).toBe("http://127.0.0.1:9999/");
  expect(await answeredAt("https://evil.example/", true)).toBe(GLOBAL_SERVICE);
});
