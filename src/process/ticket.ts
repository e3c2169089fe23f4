import type { OpenTicket } from "../record/ticket.ts";
import type { Config } from "./config.ts";
import type { Configured } from "./settings.ts";

/** The export of the folder that opens tickets, for `main.ts`. */
export interface TicketAdapter extends Configured {
  /** Connects the tracker of `TICKET_URL`; undefined if there is none. */
  readonly connect: (config: Config) => OpenTicket | undefined;
}
