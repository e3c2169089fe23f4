import type { Action } from "../../card/card.ts";
import { offer } from "./offer.ts";
import type { Surroundings, Understood } from "./understood.ts";

/** The longest query that a button brings. */
const LONGEST = 1_500;
const SQL = /^(?:select|with\s+\w+\s+as)\s[\s\S]*\sfrom\s/i;
const METRICS_INSIGHTS = /\sfrom\s+(?:"AWS\/|schema\s*\()/i;
const LOGS_INSIGHTS = /^(?:fields|filter|stats|display|parse|sort|dedup)\s(?:[^|]*\||.*@\w)/i;
const PROMQL = /\w\s?(?:\{[^}]*=[^}]*\}|\([^)]*\[\d+[smhd]\])/;
/** A command, which is no pasted text whatever it brings. */
const TYPED = /^(?:G-\d+\s+)?promql\b/i;

/** Says which verb takes a query of another language, and offers it; undefined if the text is no query. Runs nothing. */
export function pastedQuery(text: string, { thread, components }: Surroundings): Understood | undefined {
  const query = text.trim();
  if (query.length > LONGEST) return undefined;
  if (SQL.test(query)) {
    if (METRICS_INSIGHTS.test(query)) {
      return offer("PASTED query", "A query of Metrics Insights.", [{ label: "Metrics", command: `metrics ${query}` }]);
    }
    return offer("PASTED query", "SQL runs in Athena.", [{ label: "Athena", command: `athena sql ${query}` }, HELP]);
  }
  if (LOGS_INSIGHTS.test(query)) {
    const names = thread?.component === undefined ? components.slice(0, 4) : [thread.component];
    const groups = names.map((name) => ({ label: name, command: `logs ${name} ${query}` }));
    return offer("PASTED query", "A query of Logs Insights. Of whose logs?", [...groups, HELP]);
  }
  if (!PROMQL.test(query) || TYPED.test(query)) return undefined;
  return offer("PASTED query", "PromQL is asked of Prometheus.", [
    { label: "Prometheus", command: `promql ${query}` },
    HELP,
  ]);
}

const HELP: Action = { label: "Help", command: "help" };
