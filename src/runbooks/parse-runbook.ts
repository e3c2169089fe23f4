import { z } from "zod";
import type { Runbook } from "../events/runbook.ts";
import { validLink } from "../notification/runbook.ts";
import { type Matcher, parseMatcher } from "../routing/matcher.ts";
import { type Mistake, parseYaml } from "../yaml/parse-yaml.ts";
import { whyNoQuestion } from "./question.ts";
import { stepsIn, type WrittenStep } from "./steps.ts";

/** A runbook of the folder, with the conditions under which it fits. */
export interface WrittenRunbook extends Omit<Runbook, "because"> {
  readonly when: readonly Matcher[];
}

export type ParsedRunbook =
  | { readonly ok: true; readonly runbook: WrittenRunbook }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

const LONGEST_STEP = 500;
const MOST_QUESTIONS = 3;
const LONGEST_QUESTION = 300;
const MOST_CODE = 2;
const LONGEST_CODE = 1_000;

/** All steps stand in one message. Slack takes 50 blocks, with a heading among them, and about 12,000 characters of JSON. */
const MOST_BLOCKS = 46;
const MOST_CHARACTERS = 11_000;
/** The characters of a button, and of a block around its text. */
const BUTTON = 160;
const BLOCK = 90;

const matcher = z.string().transform((text, context): Matcher => {
  const parsed = parseMatcher(text);
  if (typeof parsed !== "string") return parsed;
  context.addIssue(parsed);
  return z.NEVER;
});

const link = z.string().transform((text, context): string => {
  const valid = validLink(text);
  if (valid !== undefined) return valid;
  context.addIssue(`is not an address such as https://wiki.example.com/checkout: ${text.slice(0, 80)}`);
  return z.NEVER;
});

/** The fields of Agent Skills' `SKILL.md` (https://agentskills.io/specification), with `when` and `link`. */
const frontMatter = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "is small letters, digits and single hyphens: checkout-5xx")
    .max(64),
  description: z.string().trim().min(1).max(1_024),
  when: z.array(matcher).min(1, 'needs at least one matcher: alarm=~"checkout-.*"').max(20),
  link: link.optional(),
  license: z.string().optional(),
  compatibility: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  "allowed-tools": z.string().optional(),
});

/** Parses one runbook: front matter, and Markdown with steps. All mistakes are returned at once, each with its line. */
export function parseRunbook(text: string, now: Date): ParsedRunbook {
  const [whole, head] = /^\uFEFF?---[ \t]*\r?\n(.*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/s.exec(text) ?? [];
  if (whole === undefined || head === undefined) {
    return wrong([
      { line: 1, text: "has no front matter: it begins with a line ---, then name, description and when" },
    ]);
  }
  const front = parseYaml(head, frontMatter);
  const below = whole.split("\n").length;
  const steps = stepsIn(text.slice(whole.length), below);
  const mistakes = [
    // The line --- stands above the first of the front matter.
    ...(front.ok ? [] : front.mistakes.map(({ line, text: words }) => ({ line: line + 1, text: words }))),
    ...wrongSteps(steps, below, now),
  ];
  if (!front.ok || mistakes.length > 0) return wrong(mistakes);
  const { name, description, when, link: page } = front.value;
  return {
    ok: true,
    runbook: {
      name,
      description,
      when,
      ...(page !== undefined && { link: page }),
      steps: steps.map(({ text: words, questions, code }) => ({
        text: words,
        questions: questions.map((question) => question.text),
        code: [...code],
      })),
    },
  };
}

function wrongSteps(steps: readonly WrittenStep[], below: number, now: Date): readonly Mistake[] {
  if (steps.length === 0) return [{ line: below, text: "has no steps: write them as a numbered list" }];
  return [
    ...(fitsMessage(steps)
      ? []
      : [{ line: below, text: "is too long for one message: split it, or link to the rest" }]),
    ...steps.flatMap((step) => wrongStep(step, now)),
  ];
}

function fitsMessage(steps: readonly WrittenStep[]): boolean {
  const sizes = steps.map(({ text, questions, code }) => {
    const asked = questions.reduce((sum, question) => sum + 2 * question.text.length + BUTTON, 0);
    const copied = code.reduce((sum, block) => sum + block.length + BLOCK, 0);
    const blocks = 2 + (questions.length > 0 ? 1 : 0) + code.length;
    return { blocks, characters: text.length + asked + copied + BUTTON + 2 * BLOCK };
  });
  const blocks = sizes.reduce((sum, size) => sum + size.blocks, 0);
  const characters = sizes.reduce((sum, size) => sum + size.characters, 0);
  return blocks <= MOST_BLOCKS && characters <= MOST_CHARACTERS;
}

function wrongStep({ line, text, questions, code }: WrittenStep, now: Date): readonly Mistake[] {
  const bounds: readonly (readonly [isOver: boolean, words: string])[] = [
    [text === "", "a step has no text"],
    [text.length > LONGEST_STEP, `a step has more than ${LONGEST_STEP} characters: split it`],
    [questions.length > MOST_QUESTIONS, `a step has more than ${MOST_QUESTIONS} questions: split it`],
    [code.length > MOST_CODE, `a step has more than ${MOST_CODE} code blocks: split it`],
    [code.some((block) => block.length > LONGEST_CODE), `a code block has more than ${LONGEST_CODE} characters`],
  ];
  return [
    ...bounds.flatMap(([isOver, words]) => (isOver ? [{ line, text: words }] : [])),
    ...questions.flatMap((question) => {
      const why =
        question.text.length > LONGEST_QUESTION
          ? `a question has more than ${LONGEST_QUESTION} characters`
          : whyNoQuestion(question.text, now);
      return why === undefined ? [] : [{ line: question.line, text: why }];
    }),
  ];
}

function wrong(mistakes: readonly Mistake[]): ParsedRunbook {
  return { ok: false, mistakes: mistakes.toSorted((one, other) => one.line - other.line) };
}
