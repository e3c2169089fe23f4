/** The allowed first words of a statement; all of them only read. */
const READING = new Set(["select", "with", "values", "show", "describe", "desc", "explain", "table"]);
/** Forbidden words outside quotes: they write, or run something. A column with such a name must be quoted. */
const WRITING =
  /^(insert|update|delete|merge|create|drop|alter|truncate|unload|copy|grant|revoke|call|execute|prepare|deallocate|vacuum|optimize|msck|analyze|refresh|use|set|reset|into|start|commit|rollback)$/;

const LONGEST = 20_000;

/** A statement that only reads, or the reason of the refusal in a sentence. */
export type ReadOnly = { readonly ok: true; readonly sql: string } | { readonly ok: false; readonly reason: string };

type Token = { readonly type: "word" | "mark"; readonly text: string };

/**
 * Checks token by token that the text is one statement that only reads. Everything uncertain is refused: comments, an open quote, letters
 * that look like others, a second statement, table functions, any word that writes.
 */
export function readOnlySql(text: string): ReadOnly {
  const sql = text.trim().replace(/;$/, "").trim();
  if (sql.length > LONGEST) return refused(`${sql.length.toLocaleString("en-US")} characters are too long for a query`);
  const tokens = tokensOf(sql);
  if (typeof tokens === "string") return refused(tokens);
  const first = tokens.find(({ type, text: mark }) => type === "word" || mark !== "(");
  if (!first) return refused("there is no query");
  if (first.type !== "word" || !READING.has(first.text)) {
    return refused(`only queries that read are run, not ${first.text.toUpperCase()}`);
  }
  if (tokens.some(({ text: mark }) => mark === ";")) return refused("one query at a time: a second statement follows");
  const explained =
    first.text === "explain" && tokens.some(({ type, text: word }) => type === "word" && word === "analyze");
  if (explained) return refused("EXPLAIN ANALYZE runs the query; EXPLAIN alone only plans it");
  if (tokens.some(({ text: word }, index) => word === "table" && tokens[index + 1]?.text === "(")) {
    return refused("table functions are not run: they may pass a statement on to another database");
  }
  const writing = tokens.find(({ type, text: word }) => type === "word" && WRITING.test(word));
  if (writing) {
    return refused(`${writing.text.toUpperCase()} may write; a column of that name stands in double quotes`);
  }
  return { ok: true, sql };
}

function refused(reason: string): ReadOnly {
  return { ok: false, reason };
}

/** Words in lower case and single characters; quoted parts are left out. Returns an error as a string. */
function tokensOf(sql: string): readonly Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const rest = sql.slice(at);
    if (/^(--|\/\*|#)/.test(rest)) return "comments are not run: leave them out";
    // Outside quotes only ASCII is allowed, because Athena's lexer reads some other letters as plain ones: ı and ſ as I and S.
    const [odd] = /^[^\x20-\x7e\s]/u.exec(rest) ?? [];
    if (odd !== undefined) return `only plain letters may stand outside quotes, not ${JSON.stringify(odd)}`;
    const [quoted] = /^(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)/.exec(rest) ?? [];
    const [word] = /^[A-Za-z_][\w$@]*/.exec(rest) ?? [];
    if (quoted === undefined && /^['"`]/.test(rest)) return "a quote is not closed";
    // A backslash before a quote is ambiguous: Trino ends the string there, Hive does not.
    if (quoted !== undefined && /\\['"`]/.test(quoted))
      return "a backslash before a quote is read in two ways: leave it out";
    if (word !== undefined) tokens.push({ type: "word", text: word.toLowerCase() });
    else if (quoted === undefined && !/^\s/.test(rest)) tokens.push({ type: "mark", text: rest.slice(0, 1) });
    at += quoted?.length ?? word?.length ?? 1;
  }
  return tokens;
}

/** A value as an SQL literal: numbers as they are, everything else as a string, `007` too. Athena binds literals to `?`. */
export function literalOf(value: string): string {
  return /^-?(?:0|[1-9]\d{0,17})(\.\d{1,18})?$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

/** Replaces each `:name` outside quotes by `?`, and returns the names in their order. */
export function bindNames(sql: string): { readonly sql: string; readonly names: readonly string[] } {
  const names: string[] = [];
  const bound = sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<!:):([A-Za-z_]\w*)/g, (whole, name?: string) => {
    if (name === undefined) return whole;
    names.push(name);
    return "?";
  });
  return { sql: bound, names };
}
