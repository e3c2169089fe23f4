import { counted } from "../../card/number.ts";
import { redshiftSql } from "../../command/asking/named-question.ts";
import { readOnlySql } from "../../command/asking/read-only-sql.ts";
import type { Answer, Question } from "../../events/events.ts";
import { listingOf, type NamedQuery } from "../../packs/named-query.ts";
import { packNamed } from "../../packs/packs.ts";
import { type Asking, failedAnswer, questionText, tableAnswer } from "./answer.ts";

type Wanted = Extract<Question, { type: "listing" }>;

/** The answer to a query of a pack that an API of AWS answers. */
export async function answerListing(asking: Asking, wanted: Wanted): Promise<Answer> {
  const text = questionText(wanted);
  const query = packNamed(wanted.pack)?.queries.find(({ id }) => id === wanted.query);
  const listing = query && listingOf(query);
  if (!query || listing === undefined || listing !== wanted.listing) {
    return failedAnswer(text, `the pack ${wanted.pack} has no such query any more.`);
  }
  const { listings } = asking.telemetry;
  if (!listings) return failedAnswer(text, "nothing here lists that. It needs AWS.");
  const values = valuesOf(query, wanted);
  if ("wrong" in values) return failedAnswer(text, values.wrong);
  const seen = await listings.read({ listing, values: values.all, window: wanted.window }, asking.signal);
  const exact = values.all.sql === undefined ? text : `${text}\n${values.all.sql}`;
  const { asks } = query;
  return tableAnswer(asking, exact, `${asks}: ${counted(seen.value.rows.length, "row")}`, seen);
}

/** The values of the parameters; those of Redshift with the statement, if it only reads. */
function valuesOf(
  query: NamedQuery,
  { values, window }: Wanted,
): { readonly all: Readonly<Record<string, string>> } | { readonly wrong: string } {
  if (query.language !== "redshift") return { all: values };
  const checked = readOnlySql(redshiftSql(query, values, window));
  return checked.ok ? { all: { ...values, sql: checked.sql } } : { wrong: `not run: ${checked.reason}.` };
}
