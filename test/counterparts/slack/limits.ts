import { z } from "zod";

/** Slack's published limits, in code points. https://docs.slack.dev/reference/block-kit/blocks */
const SECTION = 3_000;
const CHARACTERS = 13_200;

const length = (text: string): number => [...text].length;
const upTo = (most: number) =>
  z
    .string()
    .min(1)
    .refine((text) => length(text) <= most, { error: `is longer than ${most}` });

const plain = (most: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: upTo(most), emoji: z.boolean().optional() });
const marked = (most: number) =>
  z.strictObject({ type: z.literal("mrkdwn"), text: upTo(most), verbatim: z.boolean().optional() });
const either = (most: number) => z.discriminatedUnion("type", [plain(most), marked(most)]);

const id = upTo(255);
const confirm = z.strictObject({ title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) });
const option = (value: number) => z.strictObject({ text: plain(75), value: upTo(value) });

const button = z.strictObject({
  type: z.literal("button"),
  action_id: id,
  text: plain(75),
  value: upTo(2_000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  confirm: confirm.optional(),
});
const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: id,
  options: z.array(option(150)).min(1).max(5),
});
const select = z.strictObject({
  type: z.literal("static_select"),
  action_id: id,
  options: z.array(option(150)).min(1).max(100),
  initial_option: option(150).optional(),
  placeholder: plain(150).optional(),
});
const input = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: id,
  multiline: z.boolean().optional(),
  max_length: z.number().max(3_000).optional(),
  placeholder: plain(150).optional(),
  initial_value: z.string().max(3_000).optional(),
});

const block = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), block_id: id.optional(), text: plain(150) }),
  z.strictObject({ type: z.literal("divider"), block_id: id.optional() }),
  z
    .strictObject({
      type: z.literal("section"),
      block_id: id.optional(),
      text: either(SECTION).optional(),
      fields: z.array(either(2_000)).min(1).max(10).optional(),
      accessory: z.discriminatedUnion("type", [button, overflow, select]).optional(),
      expand: z.boolean().optional(),
    })
    .refine(({ text, fields }) => text !== undefined || fields !== undefined, { error: "has neither text nor fields" }),
  z.strictObject({
    type: z.literal("context"),
    block_id: id.optional(),
    elements: z.array(either(2_000)).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: id.optional(),
    elements: z
      .array(z.discriminatedUnion("type", [button, overflow, select]))
      .min(1)
      .max(25),
  }),
  z.strictObject({
    type: z.literal("image"),
    block_id: id.optional(),
    slack_file: z.strictObject({ id: upTo(100) }),
    alt_text: upTo(2_000),
  }),
  z.strictObject({
    type: z.literal("input"),
    block_id: id,
    label: plain(2_000),
    optional: z.boolean().optional(),
    element: z.discriminatedUnion("type", [input, select]),
  }),
]);

/** https://docs.slack.dev/reference/block-kit/blocks/table-block Only messages have tables, one each. */
const cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) }),
  z.strictObject({
    type: z.literal("rich_text"),
    elements: z.tuple([
      z.strictObject({
        type: z.literal("rich_text_section"),
        elements: z.array(z.strictObject({ type: z.literal("link"), url: z.url(), text: z.string().min(1) })).min(1),
      }),
    ]),
  }),
]);
const table = z
  .strictObject({
    type: z.literal("table"),
    block_id: id.optional(),
    rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
    column_settings: z
      .array(z.strictObject({ align: z.enum(["left", "center", "right"]), is_wrapped: z.boolean().optional() }))
      .max(20)
      .optional(),
  })
  .refine(({ rows }) => new Set(rows.map((row) => row.length)).size === 1, { error: "has rows of different lengths" });
/** https://docs.slack.dev/reference/block-kit/blocks/task-card-block */
const task = z.strictObject({
  type: z.literal("task_card"),
  block_id: id.optional(),
  task_id: z.string().min(1),
  title: z.string().min(1),
  status: z.enum(["pending", "in_progress", "complete", "error"]),
  details: z
    .strictObject({
      type: z.literal("rich_text"),
      elements: z.tuple([
        z.strictObject({
          type: z.literal("rich_text_section"),
          elements: z
            .array(
              z.discriminatedUnion("type", [
                z.strictObject({ type: z.literal("text"), text: z.string().min(1) }),
                z.strictObject({
                  type: z.literal("date"),
                  timestamp: z.int(),
                  format: z.string().min(1),
                  fallback: z.string().optional(),
                }),
              ]),
            )
            .min(1),
        }),
      ]),
    })
    .optional(),
});
const messageBlock = z.discriminatedUnion("type", [...block.options, table, task]);

const attachment = z.strictObject({
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  fallback: z.string().optional(),
  blocks: z.array(block).min(1),
});

const view = z.strictObject({
  type: z.enum(["modal", "home"]),
  callback_id: id.optional(),
  private_metadata: z.string().max(3_000).optional(),
  title: plain(24).optional(),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  blocks: z.array(block).min(1).max(100),
});

const metadata = z.strictObject({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });
const content = {
  channel: z.string().min(1),
  text: upTo(40_000),
  blocks: z
    .array(messageBlock)
    .max(50)
    .refine((blocks) => blocks.filter(({ type }) => type === "table").length <= 1, { error: "has two tables" })
    .optional(),
  attachments: z.array(attachment).max(20).optional(),
  parse: z.literal("none").optional(),
  link_names: z.union([z.boolean(), z.enum(["true", "false"])]).optional(),
};
const flag = z.union([z.boolean(), z.enum(["true", "false"])]).optional();

/** What each method may be given; what is not named here is refused. */
const methods: Readonly<Record<string, z.ZodType>> = {
  "chat.postMessage": z.strictObject({
    ...content,
    thread_ts: z.string().optional(),
    reply_broadcast: flag,
    unfurl_links: flag,
    unfurl_media: flag,
    client_msg_id: z.uuid().optional(),
    metadata: metadata.optional(),
  }),
  "chat.update": z.strictObject({ ...content, ts: z.string().min(1) }),
  "chat.postEphemeral": z.strictObject({ ...content, user: z.string().min(1), thread_ts: z.string().optional() }),
  "chat.unfurl": z.strictObject({
    channel: z.string().optional(),
    ts: z.string().optional(),
    unfurl_id: z.string().optional(),
    source: z.enum(["composer", "conversations_history"]).optional(),
    unfurls: z.record(z.url(), z.strictObject({ blocks: z.array(block).min(1) })),
  }),
  "assistant.threads.setSuggestedPrompts": z.strictObject({
    channel_id: z.string().startsWith("D"),
    prompts: z.array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) })).max(4),
  }),
  "views.open": z.strictObject({ trigger_id: z.string().min(1), view }),
  "views.update": z.strictObject({ view_id: z.string().min(1), view }),
  "views.publish": z.strictObject({ user_id: z.string().min(1), view }),
};

/** What Slack would refuse about a call, one line each; empty when nothing. */
export function problemsOf(method: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  const schema = methods[method];
  if (!schema) return [];
  const { token: _, team_id: __, ...args } = given;
  const parsed = schema.safeParse(args);
  const wrong = parsed.error?.issues.map(({ path, message }) => `${method} ${path.join(".")}: ${message}`) ?? [];
  return [...wrong, ...tooMuch(method, args), ...repeated(method, args)];
}

function tooMuch(method: string, { blocks, attachments }: Readonly<Record<string, unknown>>): readonly string[] {
  const inside = Array.isArray(attachments)
    ? attachments.flatMap((one: { blocks?: unknown[] }) => one.blocks ?? [])
    : [];
  const all = [...(Array.isArray(blocks) ? blocks : []), ...inside];
  const characters = length(JSON.stringify(all));
  return [
    ...(all.length > 50 && method.startsWith("chat.")
      ? [`${method} blocks: ${all.length} with those of attachments`]
      : []),
    ...(characters > CHARACTERS && method.startsWith("chat.") ? [`${method} msg_blocks_too_long: ${characters}`] : []),
  ];
}

/** Ids that must tell apart: blocks within a message, actions within a block. */
function repeated(method: string, args: Readonly<Record<string, unknown>>): readonly string[] {
  const ids = [...JSON.stringify(args.blocks ?? args.view ?? []).matchAll(/"block_id":"([^"]*)"/g)].map(
    ([, name]) => name,
  );
  const actions = [...JSON.stringify(args.blocks ?? []).matchAll(/"action_id":"([^"]*)"/g)].map(([, name]) => name);
  const twice = (all: readonly (string | undefined)[]): boolean => new Set(all).size < all.length;
  return [
    ...(twice(ids) ? [`${method}: a block_id stands twice`] : []),
    ...(twice(actions) ? [`${method}: an action_id stands twice`] : []),
  ];
}
