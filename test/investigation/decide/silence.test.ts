import { expect, test } from "vitest";
import type { Transition } from "../../../src/investigation/command.ts";
import { after, given, open, turn } from "../given.ts";

const muted = { how: "muted", by: "deploys" } as const;
const suppressed = { how: "suppressed", by: "region-down" } as const;
const silenced = (by: typeof muted | typeof suppressed, at = 2): Transition => {
  const fired = turn("ALARM", at);
  return { ...fired, alarm: { ...fired.alarm, silenced: by } };
};
const changed = (...transitions: readonly Transition[]) => ({ type: "alarmChanged", transitions }) as const;
const opened = (...transitions: readonly Transition[]) => ({ ...open, transitions });

test("the end of a mute that arrives together with its beginning starts the investigation", () => {
  expect(after(opened(silenced(muted), turn("ALARM", 2))).findings[1]?.requested).toBe(true);
});

test("a suppressed alarm that becomes muted says so", () => {
  const known = given(after(opened(silenced(suppressed))))
    .when(changed(silenced(muted)))
    .happens("alarmFired");
  expect(known.alarm?.silenced).toEqual(muted);
  given(known)
    .when(changed(silenced(muted)))
    .happens();
});

test("the same firing from before its mute ended, again, mutes nothing", () => {
  given(after(opened(silenced(muted)), changed(turn("ALARM", 2))))
    .when(changed(silenced(muted)))
    .happens();
});

test("an earlier firing, again, is no end of the mute", () => {
  const known = after(opened(turn("ALARM", 2)), changed(turn("OK", 4)), changed(silenced(muted, 6)));
  given(known)
    .when(changed(turn("ALARM", 2)))
    .happens();
  given(known)
    .when(changed(turn("OK", 4)))
    .happens();
});
