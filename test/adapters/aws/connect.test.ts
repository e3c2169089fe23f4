import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { connectAws } from "../../../adapters/aws/connect.ts";
import { silentLog } from "../../../src/log/log.ts";
import { readConfig } from "../../../src/process/config.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const OWN = "123456789012";
const said = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>${OWN}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

test("where AWS does not say at the start whose the credentials are, it is asked again, and no other account is taken for its own", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  let refuses = true;
  const sts = createServer((_, response) => {
    response.writeHead(refuses ? 403 : 200, { "content-type": "text/xml" }).end(refuses ? "<Error/>" : said);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => sts.once("listening", resolve));
  try {
    const { port } = sts.address() as AddressInfo;
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const config = readConfig({ TELEMETRY: "aws", AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
    const aws = await connectAws(config, () => new Date(), silentLog);
    refuses = false;
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    const asked = () =>
      aws
        ?.telemetryFor({ account: "999988887777", region: undefined })
        .alarms?.list({}, new AbortController().signal)
        .then(String, String);
    await expect.poll(asked).toMatch(/999988887777 is not connected/);
  } finally {
    sts.close();
    sts.closeAllConnections();
  }
});
