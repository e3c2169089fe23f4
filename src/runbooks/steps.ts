/** A step of a Markdown file, with its line and those of its questions, from 1 in the file. */
export interface WrittenStep {
  readonly line: number;
  readonly text: string;
  readonly questions: readonly { readonly line: number; readonly text: string }[];
  readonly code: readonly string[];
}

/** "1. ", "2) ", "- [ ] ", "* [x] ", with what stands before its text. */
const ITEM = /^(\s*(?:\d{1,4}[.)]|[-*+] \[[ xX]\])\s+)(.*)$/;
const HEADING = /^ {0,3}#{1,6}\s/;
/** "```gumshoe" */
const FENCE = /^\s*(`{3,}|~{3,})\s*(\w*)/;
/** A question in the text, as it is typed in Slack: `/gumshoe errors of orders`. */
const INLINE = /`\/gumshoe\s+([^`]+)`/g;

/**
 * The steps of a Markdown text: its numbered items and its tasks, outside of others. What is indented below an item belongs to it. A question
 * is a line of a code block of the language `gumshoe`, or code that begins with `/gumshoe`; other code blocks are code to copy. `first`: the
 * line of the file at which the text begins.
 */
export function stepsIn(markdown: string, first: number): readonly WrittenStep[] {
  const steps: Open[] = [];
  let step: Open | undefined;
  let fence: Fence | undefined;
  for (const [index, written] of markdown.split(/\r?\n/).entries()) {
    const line = first + index;
    const [, ticks, language] = FENCE.exec(written) ?? [];
    if (fence) {
      if (written.trim().startsWith(fence.end)) fence = addCode(step, fence);
      else fence.lines.push({ line, text: written.slice(Math.min(fence.indent, indentOf(written))) });
      continue;
    }
    const item = itemOf(written, step);
    if (item) {
      step = { line, indent: item.indent, lines: [], questions: [], code: [] };
      steps.push(step);
    } else if (HEADING.test(written) || endsStep(written, step)) step = undefined;
    if (ticks === undefined) addText(step, item?.text ?? written, line);
    else fence = { end: ticks, asks: language?.toLowerCase() === "gumshoe", indent: indentOf(written), lines: [] };
  }
  return steps.map(({ line, lines, questions, code }) => ({ line, text: textOf(lines), questions, code }));
}

interface Line {
  readonly line: number;
  readonly text: string;
}

interface Open {
  readonly line: number;
  /** The column of its text: what is indented as far is part of it. */
  readonly indent: number;
  readonly lines: string[];
  readonly questions: Line[];
  readonly code: string[];
}

interface Fence {
  readonly end: string;
  readonly asks: boolean;
  readonly indent: number;
  readonly lines: Line[];
}

function itemOf(
  written: string,
  step: Open | undefined,
): { readonly indent: number; readonly text: string } | undefined {
  const [, before, text] = ITEM.exec(written) ?? [];
  if (before === undefined || text === undefined) return undefined;
  const isNested = indentOf(written) >= (step?.indent ?? 4);
  return isNested ? undefined : { indent: before.length, text };
}

/** Text that is not indented and stands below an empty line, or a code block that is not indented, is no part of the step above. */
function endsStep(written: string, step: Open | undefined): boolean {
  if (!step || indentOf(written) > 0 || written === "") return false;
  return step.lines.at(-1) === "" || FENCE.test(written);
}

function indentOf(written: string): number {
  return written.length - written.trimStart().length;
}

function addText(step: Open | undefined, text: string, line: number): void {
  for (const [, question = ""] of text.matchAll(INLINE)) step?.questions.push({ line, text: question.trim() });
  step?.lines.push(text.replaceAll(INLINE, "$1").trim());
}

function addCode(step: Open | undefined, { asks, lines }: Fence): undefined {
  const written = lines.filter(({ text }) => text.trim() !== "");
  if (asks) step?.questions.push(...written.map(({ line, text }) => ({ line, text: text.trim() })));
  else if (written.length > 0) step?.code.push(written.map(({ text }) => text.trimEnd()).join("\n"));
}

/** The lines as one paragraph, without what is only markup. */
function textOf(lines: readonly string[]): string {
  return lines
    .join(" ")
    .replaceAll(/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g, "$1 ($2)")
    .replaceAll(/(\*\*|__|`)(.+?)\1/g, "$2")
    .replaceAll(/\s+/g, " ")
    .trim();
}
