/** Parts of which 100 KB once were, or may be, slow to read: what a pattern begins with and never ends. */
export const hostileParts: readonly string[] = [
  ...["a", "1", " ", '"', "'", "<*>", "0x", "Jan ", "-", "1.", "arn:aws:", "http://", "\u0000"],
  ...["eyJ-", "eyJa.", "a.", "a@", "a@b.", "@a.b", "Bearer ", "\\", "password", "password=", 'password="'],
  ...['password="\\', "cookie: ", "cookie: a=b; ", "; a=b", "://a:", "://", ":", "-----BEGIN ", "-----BEGIN A"],
  ...["-----BEGIN PRIVATE KEY-----", "1 ", "4-", "A1a", "xoxb-", "[secret hidden]", "hooks.slack.com/services/"],
  ...["arn:", "arn:aws:x:", "\n"],
];

/** 100 KB of a part. */
export function hostileLine(part: string): string {
  return part.repeat(100_000 / part.length);
}

/** Long texts that somebody may paste to the bot. */
export const hostileTexts: readonly string[] = [
  "<".repeat(50_000),
  "&amp;".repeat(10_000),
  "a ".repeat(20_000),
  "1".repeat(40_000),
  '"'.repeat(40_000),
  "@a ".repeat(10_000),
  "<@U1|".repeat(8_000),
  "since 9:".repeat(5_000),
  `{${'"a":['.repeat(9_000)}`,
  "9 to ".repeat(8_000),
  `accept ${"h".repeat(40_000)}`,
  `metrics ${"A=".repeat(20_000)}`,
  "\u200B<".repeat(20_000),
  ...[" ", "a ", "a.", "\n", "5 ", "last ", "since 9:"].map(
    (part) => `logs checkout x${part.repeat(10_000 / part.length)}!`,
  ),
];
