import type { types } from "@slack/bolt";
import type { Summary } from "../../../src/store/directory.ts";
import { LIMIT } from "./limits.ts";
import { escaped, fitted, markup, moment, plainText } from "./text.ts";

/** Investigations listed on the home tab; the rest is counted. */
export const HOME_LISTED = 30;

/** A line of the home tab. */
export interface HomeEntry {
  readonly summary: Summary;
  /** The thread's URL; undefined until it is posted. */
  readonly link: string | undefined;
}

/** The home tab: open investigations, the reader's first, then the bot's health. Pure. */
export function toHomeView(shown: {
  readonly mine: readonly HomeEntry[];
  readonly others: readonly HomeEntry[];
  readonly more: number;
  readonly health: readonly string[];
}): types.HomeView {
  const { mine, others, more, health } = shown;
  const none = mine.length + others.length === 0;
  return {
    type: "home",
    blocks: [
      { type: "header", text: plainText("Open investigations", LIMIT.header) },
      {
        type: "actions",
        block_id: "home",
        elements: [
          {
            type: "button",
            action_id: "home-start",
            style: "primary",
            text: plainText("Investigate", 75),
            value: "investigate",
          },
          { type: "button", action_id: "home-metrics", text: plainText("Metrics", 75), value: "metrics" },
          { type: "button", action_id: "home-help", text: plainText("Help", 75), value: "help" },
        ],
      },
      ...(none ? [plainSection("No investigation is open.")] : []),
      ...part("Acknowledged by you", mine),
      ...part(mine.length > 0 ? "Others" : "", others),
      ...(more > 0 ? [context(`… and ${more} more; /gumshoe status lists them`)] : []),
      { type: "divider" },
      { type: "header", text: plainText("Health", LIMIT.header) },
      ...health.slice(0, 10).map((line) => context(line)),
    ],
  };
}

function part(title: string, entries: readonly HomeEntry[]): readonly types.KnownBlock[] {
  if (entries.length === 0) return [];
  const head: readonly types.KnownBlock[] = title === "" ? [] : [{ type: "section", text: markup(`*${title}*`) }];
  return [...head, ...entries.map(toLine)];
}

function toLine({ summary, link }: HomeEntry): types.KnownBlock {
  const { number, title, verdict, owner, openedAt } = summary;
  const name = fitted(`G-${number} ${title}`, 600, escaped);
  const shown = link === undefined ? name : `<${link}|${name.replaceAll("|", "¦")}>`;
  const state = `${verdict ?? "checking"} · ${owner === undefined ? "acknowledged by nobody" : `acknowledged by ${escaped(owner)}`}`;
  const since = openedAt === "" ? "" : ` · since ${moment(openedAt)}`;
  return {
    type: "section",
    text: markup(`*${shown}*\n${state}${since}`),
    accessory: {
      type: "button",
      action_id: `home-status-${number}`,
      text: plainText("Status", LIMIT.button),
      value: `G-${number} status`,
    },
  };
}

function plainSection(text: string): types.KnownBlock {
  return { type: "section", text: plainText(text, LIMIT.section) };
}

function context(text: string): types.KnownBlock {
  return { type: "context", elements: [plainText(text, LIMIT.contextElement)] };
}
