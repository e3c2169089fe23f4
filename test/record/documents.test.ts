import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chartSvg } from "../../src/chart/render.ts";
import type { DocumentBlock, ReportDocument } from "../../src/record/report/document.ts";
import { toMarkdown } from "../../src/record/report/markdown.ts";
import { toPdf } from "../../src/record/report/pdf.ts";

const documentOf = (...blocks: readonly DocumentBlock[]): ReportDocument => ({
  title: "Incident report: checkout-5xx",
  subtitle: "G-1042",
  label: "SIMULATED",
  sections: [{ title: "Overview", blocks }],
});

/** Everything in a document that text from outside reaches. */
const everywhere = (text: string): ReportDocument => ({
  ...documentOf(
    { type: "paragraph", text },
    { type: "facts", facts: [["What", text]] },
    { type: "table", columns: ["A", "B"], widths: [1, 4], rows: [[text, text]] },
    { type: "list", items: [text] },
    { type: "prompt", question: text, answer: text },
    { type: "quote", text, by: text },
    { type: "chart", archive: "a", alt: text },
  ),
  title: text,
});

const hostile = [
  "x".repeat(5_000),
  "‮txet desrever‬ שלום עולם، مرحبا",
  "😀 👩‍👩‍👧‍👦 日本語 한국어",
  '#panic("x") $x^2$ *a* _b_ `c` @d <e> \\ #import "/etc/passwd"',
  "| a | b |\n| --- | --- |\n<script>alert(1)</script>",
  "\u0000\u001b[31mred\u0007",
  "",
  "\ud800 lone",
];

describe("Markdown", () => {
  test.each([
    ["# no heading", "\\# no heading"],
    ["- no list", "\\- no list"],
    ["1. no list", "1\\. no list"],
    ["[a](https://evil.example)", "\\[a\\](https\\://evil.example)"],
    ["www.evil.example", "www\\.evil.example"],
    ["<img src=x>", "\\<img src=x\\>"],
    ["*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"],
    ["a\\", "a\\\\"],
    ["two\nlines", "two lines"],
    ["t‮xet", "txet"],
  ])("%j is written as %j", (text, written) => {
    expect(toMarkdown(documentOf({ type: "paragraph", text }))).toContain(`\n\n${written}\n`);
  });

  test("no text adds a cell, a row or a line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const table: DocumentBlock = { type: "table", columns: ["A", "B"], widths: [1, 1], rows: [[text, text]] };
        const row = toMarkdown(documentOf(table)).trimEnd().split("\n").slice(-1);
        expect(row[0]?.replaceAll(/\\./g, "").split("|")).toHaveLength(4);
      }),
    );
  });
});

describe("PDF", () => {
  const bytesOf = async (document: ReportDocument, svg?: string): Promise<string> =>
    Buffer.from(await toPdf(document, async () => svg)).toString("latin1");

  test.each(hostile)("is set with %j everywhere", async (text) => {
    expect(await bytesOf(everywhere(text))).toMatch(/^%PDF-1\.7/);
  });

  test("is tagged, in a language, with its fonts in it and its charts as vectors with their finding", async () => {
    const svg = chartSvg(
      {
        type: "chart",
        title: "errors",
        unit: "per min",
        series: [{ name: "errors", start: 0, step: 60, values: [1, 2, 41] }],
        markers: [],
      },
      { zone: "UTC", theme: "light", width: 700, height: 280 },
    );
    const pdf = await bytesOf(documentOf({ type: "chart", archive: "a", alt: "errors jump at 03:02" }), svg);
    for (const part of ["/MarkInfo", "/StructTreeRoot", "/Lang", "/FontFile2", "/Figure", "errors jump at 03:02"]) {
      expect.soft(pdf, part).toContain(part);
    }
    expect(pdf).not.toMatch(/\/Subtype *\/Image/);
  });
});
