import type { Rates } from "../../../src/chat/budget.ts";

/**
 * What Teams accepts. Microsoft's pages name 28, 40 and 100 KB for a message; 28 KB is the one that holds for every way a card is sent.
 * https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export const LIMIT = {
  /** Bytes of the whole message, the rest of the activity included. */
  message: 28 * 1024,
  /** Bytes kept free for what surrounds the card. */
  envelope: 3 * 1024,
  /** Buttons side by side; more go behind "…". */
  primary: 6,
  text: 4_000,
  title: 300,
  label: 60,
  rows: 60,
  facts: 40,
  points: 40,
  input: 3_000,
  /** Of a message that is on its way to a timeline. */
  quoted: 2_000,
  choices: 100,
} as const;

/**
 * What Teams takes: about one message a second in a conversation, and edits count as messages.
 * https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
 */
export const RATES: Rates = {
  place: { perMinute: 60, burst: 5 },
  post: { perMinute: 600, burst: 30 },
  edit: { perMinute: 120, burst: 20 },
  progress: { perMinute: 60, burst: 10 },
};
