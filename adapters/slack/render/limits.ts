import type { Rates } from "../../../src/chat/budget.ts";

/**
 * Slack's limits, in code points and items. https://docs.slack.dev/reference/block-kit/blocks
 * `characters` is not documented: above about 13,200 characters of blocks a message is refused as msg_blocks_too_long.
 */
export const LIMIT = {
  messageBlocks: 50,
  viewBlocks: 100,
  characters: 12_000,
  text: 40_000,
  header: 150,
  section: 3_000,
  fields: 10,
  field: 2_000,
  contextElement: 2_000,
  tableRows: 100,
  tableColumns: 20,
  /** Of the JSON of its rows; Slack's own limit is 10,000 in the cells of a message. */
  tableCharacters: 6_000,
  /** Slack names no limit of a task's texts; these are lines that a phone shows. */
  taskTitle: 150,
  taskDetail: 300,
  actions: 25,
  button: 75,
  value: 2_000,
  url: 3_000,
  option: 75,
  optionValue: 150,
  overflow: 5,
  confirmTitle: 100,
  confirm: 300,
  alt: 2_000,
  viewTitle: 24,
  label: 2_000,
  input: 3_000,
  privateMetadata: 3_000,
} as const;

/**
 * Slack accepts about one message per second and channel, and a few hundred posts and about fifty edits per minute and workspace.
 * https://docs.slack.dev/apis/web-api/rate-limits Of the edits one channel takes less than half.
 */
export const RATES: Rates = {
  place: { perMinute: 60, burst: 1 },
  placeEdit: { perMinute: 20, burst: 4, apartMs: 1_000 },
  post: { perMinute: 240, burst: 20 },
  edit: { perMinute: 50, burst: 10 },
  progress: { perMinute: 25, burst: 5 },
};
