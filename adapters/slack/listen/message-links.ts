import { toKey } from "../place.ts";
import type { SlackHost } from "../port.ts";
import type { Identity } from "./listening.ts";

/** A message's URL as Slack passes it on: in angle brackets, perhaps with a label. */
const LINK = "<?https://([\\w.-]+)/archives/([CGD][A-Z0-9]+)/p(\\d{10,})(\\d{6})(\\?[^\\s<>|]*)?(?:\\|[^<>]*)?>?";
/** It says which investigation is meant where it comes first, or alone behind a verb: in a note it is only a link. */
const FIRST = new RegExp(`^\\s*${LINK}(.*)$`, "s");
const ALONE = new RegExp(`^\\s*(?<verb>status|hyp|investigate|ack|unack)\\s+${LINK}\\s*$`, "i");

/**
 * Reads a link to a message of this workspace as the investigation of its thread: "<link> why h1" is "G-1042 why h1". Any other text stays
 * as it is.
 */
export function createMessageLinks(
  host: Pick<SlackHost, "shownIn">,
  { team, url }: Pick<Identity, "team" | "url">,
): (text: string) => Promise<string> {
  const own = new URL(url).hostname;
  return async (text) => {
    const first = FIRST.exec(text);
    const found = first ?? ALONE.exec(text);
    if (!found) return text;
    const [hostname, channel = "", seconds, fraction, query = ""] = found.slice(first ? 1 : 2);
    if (hostname !== own) return text;
    const asked = new URLSearchParams(query.replaceAll("&amp;", "&")).get("thread_ts");
    const thread = asked !== null && /^\d+\.\d+$/.test(asked) ? asked : `${seconds}.${fraction}`;
    // A store that fails is told by whoever receives the text.
    const number = await host.shownIn(toKey({ team, channel, thread })).catch(() => undefined);
    if (number === undefined) return text;
    const said = (first ? found.at(6) : found.groups?.verb)?.trim() || "status";
    return `G-${number} ${said}`;
  };
}
