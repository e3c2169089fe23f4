import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bindNames, literalOf, readOnlySql } from "../../../src/command/asking/read-only-sql.ts";

const WRITES = [
  "insert",
  "update",
  "delete",
  "merge",
  "create",
  "drop",
  "alter",
  "truncate",
  "unload",
  "grant",
] as const;

describe("only what reads", () => {
  test.each([
    "select 1",
    "SELECT * FROM logins WHERE name = 'x'",
    "  select 1 ;  ",
    "(select 1) union all (select 2)",
    "((select 1))",
    "with a as (select 1) select * from a",
    "values (1, 'a'), (2, 'b')",
    "show tables in logs",
    "describe logins",
    "explain select * from logins",
    "table logins",
    "select 'drop table logins; -- it''s fine' as said",
    'select "drop", "a""b; delete" from logins',
    "select '/* no comment */', '#', '--'",
    "select a - -1",
    "select created, dropped, updated_at, grantee, calls, settings from logins",
    "select regexp_like(path, '^/a\\.b\\d+$') from logins",
    "select 'naïve – “quoted”', \"größe\" from logins",
    "select '' || '''' || ''",
    "select count(*) filter (where a > 1), row_number() over (partition by b order by c desc) from logins",
    "select m['a'][1], x -> x + 1, date '2026-11-23', 1e5, U&'\\0027' from logins",
  ])("%j is run", (sql) => {
    expect(readOnlySql(sql)).toEqual({ ok: true, sql: sql.trim().replace(/\s*;\s*$/, "") });
  });

  test.each([
    ["", /no query/],
    [" ; ", /no query/],
    ["((", /no query/],
    ["select 1; select 2", /second statement/],
    ["select 1;;", /second statement/],
    ["select 1; drop table logins", /second statement/],
    ["select 1 -- a", /comments/],
    ["select 1 --", /comments/],
    ["select /* a */ 1", /comments/],
    ["sel/**/ect 1", /comments/],
    ["/*! drop table logins */", /comments/],
    ["# a\nselect 1", /comments/],
    ["select 1--1", /comments/],
    ["drop table logins", /not DROP/],
    ["CREATE TABLE x AS SELECT 1", /not CREATE/],
    ["UNLOAD (select 1) TO 's3://b/' WITH (format = 'JSON')", /not UNLOAD/],
    ["using external function f(x int) returns int lambda 'f' select f(1)", /not USING/],
    ["execute q using 1", /not EXECUTE/],
    ["call system.sync()", /not CALL/],
    ["msck repair table logins", /not MSCK/],
    ["(drop table logins)", /not DROP/],
    ["1; drop table logins", /not 1/],
    ["'select' drop", /not DROP/],
    ["with a as (delete from logins returning *) select * from a", /DELETE may write/],
    ["with a as (select 1) insert into logins select * from a", /INSERT may write/],
    ["select 1 into outfile '/tmp/x'", /INTO may write/],
    ["select * into copy from logins", /INTO may write/],
    ["select * from logins for update", /UPDATE may write/],
    ["explain analyze select * from logins", /ANALYZE runs the query/],
    ["explain analyze verbose delete from logins", /ANALYZE runs the query/],
    ["select 1drop", /DROP may write/],
    ["select 'open", /quote is not closed/],
    ["select 'it''s", /quote is not closed/],
    ['select "open', /quote is not closed/],
    ["select `open", /quote is not closed/],
    ["select 'a' ' drop", /quote is not closed/],
    ["show tables '\\'' drop table logins '\\''", /backslash before a quote/],
    ["select 'a\\' union select 1, 'b\\'", /backslash before a quote/],
    ["select * from table(mysql.system.query('drop table logins'))", /table functions/],
    ["select * from TABLE (system.query(query => 'x'))", /table functions/],
    ["ｓｅｌｅｃｔ 1", /plain letters/],
    ["select 1 ｉｎｔｏ x", /plain letters/],
    ["with a as (select 1) ın\u017fert x", /plain letters/],
    ["with a as (select 1) in\u017fert", /plain letters/],
    ["dr\u0430p table logins", /plain letters/],
    ["select 1\u037e drop table logins", /plain letters/],
    ["select\u00001", /plain letters/],
    [`select ${"1,".repeat(9_997)}`, /20,001 characters/],
  ])("%j is refused", (sql, reason) => {
    const sized = reason.source.startsWith("20,001") ? sql.padEnd(20_001, "1") : sql;
    expect(readOnlySql(sized)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  test("a word that writes is refused wherever it stands, and allowed in quotes", () => {
    const mark = fc.constantFrom(" ", "\n", "(", ")", ",", "=", "||", "\t");
    fc.assert(
      fc.property(
        fc.constantFrom(...WRITES),
        fc.oneof(mark, fc.constant(" 1")),
        mark,
        fc.boolean(),
        (word, before, after, upper) => {
          const written = upper ? word.toUpperCase() : word;
          expect(readOnlySql(`select a${before}${written}${after}b`).ok).toBe(false);
          expect(readOnlySql(`select a${before}"${written}"${after}b`).ok).toBe(true);
          expect(readOnlySql(`select a${before}'${written}'${after}b`).ok).toBe(true);
        },
      ),
    );
  });

  test("whatever is typed is decided, and what is run is what was typed", () => {
    const part = fc.constantFrom(
      "select",
      " ",
      "'",
      '"',
      "`",
      ";",
      "--",
      "/*",
      "*/",
      "#",
      "\\",
      "drop",
      "(",
      ")",
      "a",
      "é",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const checked = readOnlySql(parts.join(""));
        if (!checked.ok) return;
        expect(parts.join("")).toContain(checked.sql);
        const bare = checked.sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`/g, " ");
        expect(bare).not.toMatch(/['"`;#]|--|\/\*|é/);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each(["'", "''", '"', "`", "(", "select ", "a", " ", "-", "''''x"])("20,000 characters of %j end", (part) => {
    expect(readOnlySql(part.repeat(20_000).slice(0, 20_000))).toHaveProperty("ok");
  });
});

describe("values of a saved query", () => {
  test.each([
    ["2026", "2026"],
    ["-1.5", "-1.5"],
    ["0", "0"],
    ["0.5", "0.5"],
    ["007", "'007'"],
    ["012345678901", "'012345678901'"],
    ["1e5", "'1e5'"],
    ["", "''"],
    ["O'Hara", "'O''Hara'"],
    ["1; drop table logins", "'1; drop table logins'"],
    ["9".repeat(30), `'${"9".repeat(30)}'`],
    ["１２", "'１２'"],
  ])("%j is bound as %s", (value, literal) => {
    expect(literalOf(value)).toBe(literal);
  });

  test("any value is one literal that holds it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const literal = literalOf(value);
        const inside = /^'((?:[^']|'')*)'$/s.exec(literal)?.[1]?.replaceAll("''", "'") ?? literal;
        expect(inside).toBe(value);
      }),
    );
  });

  test.each([
    ["a = :day", "a = ?", ["day"]],
    ["a = :day and b = :day", "a = ? and b = ?", ["day", "day"]],
    ["a::varchar = ':day' and \":day\" = 1", "a::varchar = ':day' and \":day\" = 1", []],
    ["t = '12:30:00' and b = :b", "t = '12:30:00' and b = ?", ["b"]],
    ["x = :__proto__", "x = ?", ["__proto__"]],
  ])("%j", (sql, bound, names) => {
    expect(bindNames(sql)).toEqual({ sql: bound, names });
  });
});
