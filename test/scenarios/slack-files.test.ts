import { expect, test } from "vitest";
import type { Failure } from "../counterparts/slack/server.ts";
import { slackHouses, textOf } from "./slack-house.ts";

const open = slackHouses();

test.each<readonly [method: string, name: string, failure: Failure]>([
  ["files.getUploadURLExternal", "500", { type: "http", status: 500 }],
  ["files.completeUploadExternal", "429", { type: "429", retryAfter: 1 }],
  ["files.completeUploadExternal", "a cut after it is done", { type: "cut", after: true }],
  ["files.info", "an error of its own", { type: "error", error: "internal_error" }],
])(
  "a picture whose %s meets %s stands on its card in the end, and the file is shared once",
  async (method, _name, failure) => {
    const house = await open({ automatic: true });
    let failed = false;
    house.slack.script((call) => {
      if (call.method !== method || failed) return undefined;
      failed = true;
      return failure;
    });
    await house.incident();
    await expect.poll(() => textOf(house.roots()[0])).toContain("slack_file");
    expect(failed).toBe(true);
    const { files } = house.slack.workspace;
    const shown = [...files.values()].filter(({ id }) => textOf(house.roots()[0]).includes(id));
    expect(shown.map(({ completed }) => completed)).toEqual([true]);
    expect(house.roots()).toHaveLength(1);
  },
);

test.each([
  ["files.getUploadURLExternal", "missing_scope"],
  ["files.completeUploadExternal", "restricted_action"],
])(
  "where %s is refused with %s the card stands without its picture, and the operator is told",
  async (method, error) => {
    const house = await open({ automatic: true });
    house.slack.script((call) => (call.method === method ? { type: "error", error } : undefined));
    await house.incident();
    await expect.poll(house.complaints).not.toEqual([]);
    await house.settled();
    expect(house.complaints().join()).toContain(error);
    expect(textOf(house.roots()[0])).toMatch(/ALARM checkout-5xx/);
    expect(textOf(house.roots()[0])).not.toContain("slack_file");
  },
);
