import { Worker } from "node:worker_threads";
import { z } from "zod";
import { counted } from "../../card/number.ts";
import { withoutLetter } from "../../chart/text/letters.ts";
import type { DocumentBlock, ReportDocument } from "./document.ts";
import { visible } from "./visible.ts";

/** The longest time that one document takes; a worker that hangs is ended. */
const LONGEST_MS = 30_000;

const answer = z.object({ pdf: z.instanceof(Uint8Array) });

/**
 * A document as tagged PDF with embedded fonts and charts as vectors, set on a thread of its own. `svgOf`: a chart as SVG by its archive id;
 * undefined where it is gone, and its finding is then told in words. Rejects where the document cannot be set.
 */
export async function toPdf(
  document: ReportDocument,
  svgOf: (archive: string) => Promise<string | undefined>,
): Promise<Uint8Array> {
  const { title, subtitle, label, sections } = document;
  const parts = await Promise.all(
    sections.map(async (section) => ({
      title: section.title,
      blocks: await Promise.all(section.blocks.map((block) => toPart(block, svgOf))),
    })),
  );
  const boxes = withoutLetter(JSON.stringify([title, sections])).length;
  return typeset(
    JSON.stringify({
      title: breakable(title),
      subtitle,
      ...(label !== undefined && { label }),
      sections: parts,
      ...(boxes > 0 && {
        boxes: `${counted(boxes, "character")} of this report ${boxes === 1 ? "is" : "are"} not in its font, DejaVu Sans: each is a box here. The Markdown report has them.`,
      }),
    }),
  );
}

async function toPart(block: DocumentBlock, svgOf: (archive: string) => Promise<string | undefined>): Promise<unknown> {
  switch (block.type) {
    case "paragraph":
      return { ...block, text: breakable(block.text) };
    case "facts":
      return { ...block, facts: block.facts.map(([label, value]) => [label, breakable(value)]) };
    case "table":
      return { ...block, rows: block.rows.map((row) => row.map(breakable)) };
    case "list":
      return { ...block, items: block.items.map(breakable) };
    case "prompt": {
      const { question, answer: known } = block;
      return {
        type: "prompt",
        question: breakable(question),
        ...(known !== undefined && { answer: breakable(known) }),
      };
    }
    case "quote":
      return { type: "quote", lines: block.text.split(/\r?\n/).map(breakable), by: breakable(block.by) };
    case "chart": {
      const svg = await svgOf(block.archive);
      const alt = breakable(block.alt);
      return svg === undefined ? { type: "paragraph", text: `Chart: ${alt}` } : { type: "chart", svg, alt };
    }
    default:
      return block satisfies never;
  }
}

/** A word that is longer fits no column. */
const LONG_WORD = /\S{25,}/g;

/** Text that fits every column: where a long word may break, behind its marks or after sixteen letters without one, a space without width says so. */
function breakable(text: string): string {
  return visible(text)
    .replaceAll(/\s+/g, " ")
    .replaceAll(LONG_WORD, (word) => word.replaceAll(/[/._:,;=&?-]|[^/._:,;=&?-]{16}/gsu, "$&\u200b"));
}

function typeset(data: string): Promise<Uint8Array> {
  const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url), { workerData: data });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const timer = setTimeout(() => reject(new Error("The PDF took too long.")), LONGEST_MS);
  worker.once("message", (message: unknown) => resolve(answer.parse(message).pdf));
  worker.once("error", reject);
  worker.once("exit", () => reject(new Error("The PDF could not be set.")));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
