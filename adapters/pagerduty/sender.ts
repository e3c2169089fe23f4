import type { SenderAdapter } from "../../src/process/sender.ts";
import { createPagerDuty } from "./events.ts";
import { pagerDutySettings } from "./settings.ts";

/** https://developer.pagerduty.com/docs/events-api-v2-overview */
const EVENTS = "https://events.pagerduty.com";

/** Events of PagerDuty, for receivers with `pagerduty_configs`. */
export const pagerDuty: SenderAdapter = {
  settings: { schema: pagerDutySettings },
  async connect(config) {
    const send = createPagerDuty(config.read(pagerDutySettings).PAGERDUTY_API_URL ?? EVENTS);
    return async (target, message, signal) => {
      if (target.type === "pagerduty") await send(target, message, signal);
    };
  },
  sendsTo: "pagerduty",
};
