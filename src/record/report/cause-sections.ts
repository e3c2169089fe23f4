import type { DocumentBlock, DocumentSection } from "./document.ts";
import type { Report } from "./report.ts";

/** The most charts of evidence that one cause shows. */
const MOST_CHARTS = 4;

/** Each cause with what speaks for and against it, and its charts. */
export function causeSection({ causes, verdict }: Report, title: string): DocumentSection {
  const none: DocumentBlock = {
    type: "paragraph",
    text: `No cause was found or accepted${verdict === undefined ? "" : `; the verdict is ${verdict}`}.`,
  };
  return { title, blocks: causes.length === 0 ? [none] : causes.flatMap(blocksOf) };
}

function blocksOf({
  id,
  standing,
  statement,
  accepted,
  supports,
  contradicts,
  unchecked,
  refutedBy,
}: Report["causes"][number]) {
  const decided = accepted
    ? `Accepted by ${accepted.by}, ${accepted.at.slice(0, 16).replace("T", " ")}.`
    : "Nobody has accepted or discarded it.";
  const line = ({ sentence, id: evidence }: { readonly sentence: string; readonly id: string }): string =>
    `${sentence} (${evidence})`;
  const items = [
    ...supports.map((each) => `For: ${line(each)}`),
    ...contradicts.map((each) => `Against: ${line(each)}`),
    ...unchecked.map(({ what, reason }) => `Not checked: ${what}: ${reason}`),
  ];
  const charts = [...supports, ...contradicts].flatMap(({ chart, sentence }): readonly DocumentBlock[] =>
    chart === undefined ? [] : [{ type: "chart", archive: chart, alt: sentence }],
  );
  return [
    { type: "paragraph" as const, text: `${id} ${standing}: ${statement}. ${decided}` },
    { type: "list" as const, items },
    { type: "paragraph" as const, text: `It would be refuted if: ${refutedBy}.`, small: true },
    ...charts.slice(0, MOST_CHARTS),
  ];
}

/** What was ruled out, by whom or by what. */
export function ruledOutSection({ ruledOut, normal }: Report): DocumentSection {
  const rows = ruledOut.map(({ id, statement, by, reason }) => [
    `${statement} (${id})`,
    by === undefined ? "by evidence" : `by ${by}`,
    reason ?? "no reason was given",
  ]);
  const checked: readonly DocumentBlock[] =
    normal && normal.checked > 0
      ? [{ type: "paragraph", text: `${normal.normal} of ${normal.checked} checks were normal.` }]
      : [];
  const table: DocumentBlock = { type: "table", columns: ["What", "Ruled out", "Why"], widths: [4, 2, 4], rows };
  const none: DocumentBlock = { type: "paragraph", text: "Nothing was ruled out." };
  return { title: "What was ruled out", blocks: [...checked, rows.length > 0 ? table : none] };
}

/** What nobody could check, why, and the remedy. */
export function uncheckedSection({ unchecked, verdict }: Report): DocumentSection {
  const rows = unchecked.map(({ what, reason, remedy }) => [what, reason, remedy ?? "–"]);
  const table: DocumentBlock = { type: "table", columns: ["What", "Why not", "Remedy"], widths: [3, 4, 3], rows };
  const none: DocumentBlock = {
    type: "paragraph",
    text: verdict === undefined ? "Nothing was investigated yet." : "Every planned check was made.",
  };
  return { title: "What could not be checked", blocks: [rows.length > 0 ? table : none] };
}

/** Five whys, with what the record answers. */
export function whySection({ whys }: Report): DocumentSection {
  return {
    title: "Five whys",
    blocks: whys.map(({ question, answer }) => ({ type: "prompt", question, answer })),
  };
}

/** What people wrote, with who and when. */
export function noteSection({ notes }: Report): DocumentSection {
  const none: DocumentBlock = { type: "paragraph", text: "Nobody added anything.", small: true };
  const quotes = notes.map(({ at, by, text, keptBy }): DocumentBlock => {
    const kept = keptBy === undefined || keptBy === by ? "" : `, kept by ${keptBy}`;
    return { type: "quote", text, by: `${by}, ${at.slice(0, 16).replace("T", " ")}${kept}` };
  });
  return { title: "What people added", blocks: quotes.length > 0 ? quotes : [none] };
}
