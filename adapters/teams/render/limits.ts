import type { Rates } from "../../../src/chat/budget.ts";

/**
 * Teams' limits. Microsoft's pages name 28, 40 and 100 KB for a message; 28 KB holds for every way of sending.
 * https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export const LIMIT = {
  /** Bytes of the whole activity. */
  message: 28 * 1024,
  /** Bytes kept free for the activity around the card. */
  envelope: 3 * 1024,
  /** Buttons side by side; the others go behind "…". */
  primary: 6,
  text: 4_000,
  title: 300,
  label: 60,
  rows: 60,
  facts: 40,
  points: 40,
  input: 3_000,
  /** Characters of a message whose timeline has yet to be chosen. */
  quoted: 2_000,
  choices: 100,
  choice: 120,
  dialogTitle: 60,
} as const;

/**
 * Teams accepts about one message per second and conversation; edits count as messages.
 * https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
 * Of the edits one channel takes few, so that a storm stays within thirty messages.
 */
export const RATES: Rates = {
  placeEdit: { perMinute: 20, burst: 4, apartMs: 1_000 },
  place: { perMinute: 60, burst: 5 },
  post: { perMinute: 600, burst: 30 },
  edit: { perMinute: 120, burst: 20 },
  progress: { perMinute: 60, burst: 10 },
};
