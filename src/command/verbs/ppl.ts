import { withoutMiddle } from "../../card/number.ts";
import { readOnlyPpl, traceQuery } from "../asking/read-only-ppl.ts";
import { readOnlySql } from "../asking/read-only-sql.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import type { Said, Verb } from "../verb.ts";

const form = {
  usage: "ppl <query> | ppl sql <select …> | ppl trace <id> in <index>",
  example: "ppl source = logs-* | where level = 'error' | stats count() by span(`@timestamp`, 5m)",
};

/** Asks OpenSearch in PPL or SQL, or for the lines of a trace. */
export const ppl: Verb = {
  ...form,
  help: "Ask OpenSearch",
  more: [
    "A query is one that only reads, and names its own time.",
    "The lines of a trace have its id in the field traceId: ppl trace 4bf92f3577b34da6a3ce929d0e0e4736 in logs-*",
  ],
  readOnly: true,
  shortest: false,
  freeText: true,
  parse: (said) => {
    const typed = said.rest.replace(/^\s*:?\s*/, "").trim();
    if (typed === "") return usage("Which query?", form);
    const [, id, index] = /^trace\s+(?:id\s+)?(\S+)\s+(?:in|of|from)\s+(\S+)$/i.exec(typed) ?? [];
    if (id !== undefined && index !== undefined) {
      const query = traceQuery(id, index);
      return query === undefined
        ? refusal("Not asked: that is no id of a trace, or no index.")
        : asked(said, "ppl", query);
    }
    const sql = /^sql\s+(.+)$/is.exec(typed)?.[1];
    const checked = sql === undefined ? readOnlyPpl(typed) : readOnlySql(sql);
    if (!checked.ok) return refusal(`Not asked: ${checked.reason}.`);
    return "sql" in checked ? asked(said, "sql", checked.sql) : asked(said, "ppl", checked.query);
  },
};

function asked(said: Said, language: "ppl" | "sql", text: string): Understood {
  const shown = withoutMiddle(text.replaceAll(/\s+/g, " "), 80);
  const understood = language === "sql" ? `ppl sql ${shown}` : `ppl ${shown}`;
  return commandOf(said, { type: "ask", question: { type: "ppl", language, text }, understood }, understood);
}
