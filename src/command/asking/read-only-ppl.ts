/** The longest query that is sent. */
const LONGEST = 10_000;
/** A query begins with what it reads. https://docs.opensearch.org/latest/search-plugins/sql/ppl/syntax/ */
const READS = /^(?:(?:search\s+)?(?:source|index)\s*=|search\s+\S|describe\s+\S|show\s+datasources\b)/i;
/** Commands that train and run models, and those that write. */
const REFUSED = /\|\s*(kmeans|ad|ml|collect|create|drop|insert|delete|update|alter)\b/i;

/** Whether a query of PPL is one that only reads. Quoted text may contain anything. */
export function readOnlyPpl(
  typed: string,
): { readonly ok: true; readonly query: string } | { readonly ok: false; readonly reason: string } {
  const query = typed.trim();
  if (query.length > LONGEST) return wrong("it is longer than 10,000 characters");
  const bare = withoutQuoted(query);
  if (bare === undefined) return wrong("a quote is not closed");
  if (/[“”‘’]/.test(bare)) return wrong("it has typographic quotes; type ' or \"");
  if (bare.includes(";")) return wrong("it is more than one query");
  if (/\/\*|\/\//.test(bare)) return wrong("it has a comment in it");
  if (!READS.test(bare)) return wrong("it does not begin with what it reads, as source = logs-* does");
  const refused = REFUSED.exec(bare)?.[1];
  if (refused !== undefined) return wrong(`${refused.toLowerCase()} does more than read`);
  return { ok: true, query };
}

/** The text with everything in quotes left out; undefined if a quote is not closed. */
function withoutQuoted(query: string): string | undefined {
  const bare = query.replaceAll(/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`/gs, "''");
  return /['"`]/.test(bare.replaceAll("''", "")) ? undefined : bare;
}

function wrong(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}

const INDEX = /^[a-z\d*][a-z\d_.*-]{0,254}$/;
const TRACE = /^[\da-z]{8,64}$/i;

/** The query for the lines with a trace's id in an index, by time; undefined if one of both is none. */
export function traceQuery(id: string, index: string): string | undefined {
  const plain = id.replaceAll("-", "");
  if (!TRACE.test(plain) || !INDEX.test(index)) return undefined;
  return `source = ${index} | where traceId = '${plain}' | sort \`@timestamp\` | head 200`;
}
