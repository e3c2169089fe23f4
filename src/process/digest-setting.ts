import { z } from "zod";
import { WEEKDAYS, type Weekly } from "../jobs/digest.ts";
import type { ChannelForm, ChannelTarget } from "../routing/receiver.ts";
import { zone } from "./setting-values.ts";

/** When the weekly digest is posted, and where. Without a zone it is that of `TIME_ZONE`. */
export interface DigestSetting {
  readonly target: ChannelTarget;
  readonly weekly: Omit<Weekly, "zone"> & { readonly zone?: string };
}

const EXAMPLE = "slack:C0123456789 Mon 09:00 Europe/Berlin";

/** Reads `<platform>:<channel> <weekday> <HH:MM> [zone]`; a platform with one channel only stands alone. */
export function digestSetting(forms: readonly ChannelForm[]) {
  return z.string().transform((text, context): DigestSetting => {
    const wrong = (words: string): never => {
      context.addIssue(`${words}, such as ${EXAMPLE}: ${text.slice(0, 120)}`);
      return z.NEVER;
    };
    const [where = "", day = "", time = "", named, ...more] = text.trim().split(/\s+/);
    const [, platform = "", channel = ""] = /^([a-z]+)(?::(\S+))?$/.exec(where) ?? [];
    const form = forms.find((each) => each.platform === platform);
    if (!form) return wrong(`names no channel of ${forms.map((each) => each.platform).join(", ")}`);
    const fits = form.channel ? form.channel.pattern.test(channel) : channel === "";
    if (!fits) return wrong(`is no channel of ${platform}${form.channel ? ` (${form.channel.example})` : ""}`);
    const weekday = WEEKDAYS.findIndex((each) => each.toLowerCase() === day.slice(0, 3).toLowerCase());
    if (weekday === -1 || !/^[a-z]{3,9}$/i.test(day)) return wrong("has no weekday behind the channel");
    const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
    if (hour === undefined || minute === undefined) return wrong("has no time of day behind the weekday");
    const known = named === undefined ? undefined : zone.safeParse(named);
    if (known?.success === false || more.length > 0) return wrong("has no time zone behind the time");
    const weekly = { weekday, hour: Number(hour), minute: Number(minute), ...(known && { zone: known.data }) };
    return { target: { type: "channel", platform, channel }, weekly };
  });
}
