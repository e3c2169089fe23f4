import { afterEach, expect, test, vi } from "vitest";
import { createChannelWatch } from "../../../adapters/slack/post/channel-watch.ts";
import { AUDIENCE_MS } from "../../../src/access/audience.ts";
import { silentLog } from "../../../src/log/log.ts";

afterEach(() => vi.useRealTimers());

test("a channel that is mended without a word of Slack is noticed, and what waited for it is sent", async () => {
  vi.useFakeTimers();
  const resumed: string[] = [];
  let mended = false;
  const watch = createChannelWatch({
    barriers: { to: async () => undefined, check: async () => mended },
    named: [{ setting: "SLACK_CHANNEL", channel: "C0001" }],
    host: { resume: async (platform) => void resumed.push(platform), log: silentLog },
  });
  await watch.start();
  await vi.advanceTimersByTimeAsync(AUDIENCE_MS);
  expect(resumed).toEqual([]);
  mended = true;
  await vi.advanceTimersByTimeAsync(AUDIENCE_MS);
  expect(resumed).toEqual(["slack"]);
  watch.stop();
  await vi.advanceTimersByTimeAsync(10 * AUDIENCE_MS);
  expect(resumed).toEqual(["slack"]);
});
