import { contributorInsights } from "../../packs/contributor-insights.ts";
import { networkFlowMonitor } from "../../packs/network-flow-monitor.ts";
import type { Pack } from "../../packs/pack.ts";
import { namedQuestion } from "../asking/named-question.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import type { Said, Verb } from "../verb.ts";

const form = { usage: "top sql of <database> [time]", example: "top sql of orders-db last 30m" };

/** The default window, seconds. */
const BACK = 1_800;

/** Shows what loads a database: its statements, waits, hosts and users. */
export const top: Verb = {
  ...form,
  help: "Show what loads a database, last 30 m",
  more: [
    "From Database Insights, compared with as long a time before. A cluster's name stands for its writer.",
    "Who talks most, or sends again, in a monitor of Network Flow Monitor: top flows of shop-cluster, top retransmissions of shop-cluster",
    "Who contributes most to a rule of Contributor Insights: top contributors of top-talkers",
  ],
  readOnly: true,
  shortest: false,
  followedBy:
    /^(?:\W*$|\s*:?\s*(?:sql|statements?|queries|load|flows|talkers|retransmissions|timeouts|contributors)\b)/i,
  takesTime: true,
  parse: (said) => {
    const listed = listedTop(said);
    if (listed) return listed;
    const rest = withoutEnding(said.rest).replace(
      /^\s*(?:sql|statements?|queries|load)?\s*(?:(?:of|on|in|for)\s+)?/i,
      "",
    );
    const [database, beyond] = wordsOf(rest);
    if (!database) return usage("Of which database?", form);
    if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, form);
    const { window, words } = said.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
    const understood = `top sql of ${database.text}, ${words}`;
    const question = { type: "top", database: database.text, window } as const;
    return commandOf(said, { type: "ask", question, understood }, understood);
  },
};

/** What is counted where not the load of a database is, with the query of a pack that answers it, and the parameter that is named. */
const LISTED: ReadonlyMap<string, readonly [pack: Pack, query: string, parameter: string]> = new Map([
  ["flows", [networkFlowMonitor, "talkers", "monitor"]],
  ["talkers", [networkFlowMonitor, "talkers", "monitor"]],
  ["retransmissions", [networkFlowMonitor, "retransmissions", "monitor"]],
  ["timeouts", [networkFlowMonitor, "timeouts", "monitor"]],
  ["contributors", [contributorInsights, "contributors", "rule"]],
]);

/** "top retransmissions of shop-cluster"; undefined for what loads a database. */
function listedTop(said: Said): Understood | undefined {
  const [, what = "", name = ""] = /^\s*(\w+)\s+(?:of|in|to|by|for)\s+(\S+)\s*$/i.exec(withoutEnding(said.rest)) ?? [];
  const [pack, id, parameter] = LISTED.get(what.toLowerCase()) ?? [];
  const query = pack?.queries.find((each) => each.id === id);
  if (!pack || !query || parameter === undefined) return undefined;
  const { window, words } = said.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const given = new Map([[parameter, name.replaceAll('"', "")]]);
  const question = namedQuestion(pack.service, query, given, window, said.surroundings.now);
  if ("wrong" in question) return usage(question.wrong, form);
  const understood = `${query.asks}: ${name}, ${words}`;
  return commandOf(said, { type: "ask", question, understood }, understood);
}
