import type { TicketAdapter } from "../../src/process/outside.ts";
import { missingOfTickets, ticketSettings } from "./settings.ts";
import { createTracker } from "./tracker.ts";

/** The tracker of `TICKET_URL`: Jira, GitHub, ServiceNow, or what takes a signed webhook. */
export const ticket: TicketAdapter = {
  settings: { schema: ticketSettings, missing: missingOfTickets },
  connect(config) {
    const own = config.read(ticketSettings);
    const { TICKET_URL: url, TICKET_TEMPLATE: template } = own;
    if (url === undefined || template === undefined) return undefined;
    return createTracker({
      url,
      template,
      project: own.TICKET_PROJECT,
      secret: own.TICKET_SECRET,
      authorization: own.TICKET_AUTHORIZATION,
      now: () => new Date(),
    });
  },
};
