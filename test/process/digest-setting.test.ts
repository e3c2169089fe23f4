import { expect, test } from "vitest";
import { slack } from "../../adapters/slack/connect.ts";
import { teams } from "../../adapters/teams/connect.ts";
import { web } from "../../adapters/web/connect.ts";
import { readConfig } from "../../src/process/config.ts";

const read = (DIGEST: string) => readConfig({ DIGEST }, [web, slack, teams]).DIGEST;

test("a channel of each platform, a weekday, a time and a zone are read", () => {
  expect(read("slack:C0123456789 Mon 09:00 Europe/Berlin")).toEqual({
    target: { type: "channel", platform: "slack", channel: "C0123456789" },
    weekly: { weekday: 1, hour: 9, minute: 0, zone: "Europe/Berlin" },
  });
  expect(read("teams:19:abc@thread.tacv2 friday 16:30")).toEqual({
    target: { type: "channel", platform: "teams", channel: "19:abc@thread.tacv2" },
    weekly: { weekday: 5, hour: 16, minute: 30 },
  });
  expect(read("web Sun 00:00 UTC")?.target).toEqual({ type: "channel", platform: "web", channel: "" });
});

test.each([
  ["discord:1 Mon 09:00", "names no channel of web, slack, teams"],
  ["slack Mon 09:00", "is no channel of slack (C0123456789)"],
  ["slack:general Mon 09:00", "is no channel of slack"],
  ["web:general Mon 09:00", "is no channel of web"],
  ["web Someday 09:00", "has no weekday"],
  ["web Mon 24:00", "has no time of day"],
  ["web Mon 9", "has no time of day"],
  ["web Mon 09:00 Europe/Atlantis", "has no time zone"],
  ["web Mon 09:00 UTC and more", "has no time zone"],
])("%s is refused with what is wrong", (text, words) => {
  expect(() => read(text)).toThrow(`DIGEST ${words}`);
});
