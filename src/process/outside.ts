import type { AskTool } from "../record/ask-tool.ts";
import type { OpenTicket } from "../record/ticket.ts";
import type { Config } from "./config.ts";
import type { Configured } from "./settings.ts";

/** The export of the folder that opens tickets, for `main.ts`. */
export interface TicketAdapter extends Configured {
  /** Connects the tracker of `TICKET_URL`; undefined if there is none. */
  readonly connect: (config: Config) => OpenTicket | undefined;
}

/** The export of the folder that asks other systems' tools, for `main.ts`. */
export interface ToolsAdapter extends Configured {
  /** Connects the servers of `MCP_SERVERS`; undefined if there is none. */
  readonly connect: (config: Config) => AskTool | undefined;
}

/** What reaches other systems when a person asks for it. */
export interface Outside {
  readonly ticket?: TicketAdapter;
  readonly tools?: ToolsAdapter;
}

/** Connects what is set up. */
export function connectOutside(
  { ticket, tools }: Outside,
  config: Config,
): { readonly openTicket?: OpenTicket; readonly askTool?: AskTool } {
  const [openTicket, askTool] = [ticket?.connect(config), tools?.connect(config)];
  return { ...(openTicket && { openTicket }), ...(askTool && { askTool }) };
}
