import { z } from "zod";

const MILLISECONDS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as "24h", "30m", "7d", in milliseconds. */
export const span = z.string().transform((text, context) => {
  const [, count, unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const factor = MILLISECONDS[unit];
  if (count !== undefined && factor !== undefined) return Number(count) * factor;
  context.addIssue(`is not a span of time such as 24h or 30m: ${text}`);
  return z.NEVER;
});

/** A duration, or undefined for "off". */
export const spanOrOff = z.union([z.literal("off").transform(() => undefined), span]);

/** A whole number of days from 1 on. */
export const days = z.string().transform((text, context) => {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  context.addIssue(`is not a number of days such as 90: ${text}`);
  return z.NEVER;
});

/** A port number. */
export const port = z.string().transform((text, context) => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  context.addIssue(`is not a port number: ${text}`);
  return z.NEVER;
});

/** The ARN of a standard SNS topic. */
export const topicArn = z
  .string()
  .regex(/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]{1,256}$/, "is not the ARN of a standard SNS topic");

/** ARNs of SNS topics, separated by commas. */
export const topicArns = z.string().transform((text, context): ReadonlySet<string> => {
  const listed = text.split(/[\s,]+/).filter((topic) => topic !== "");
  for (const topic of listed) {
    if (!/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]+$/.test(topic)) context.addIssue(`not an SNS topic's ARN: ${topic}`);
  }
  return new Set(listed);
});

const QUEUE = /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w-]{1,80}$/;

/** The ARN of a standard SQS queue. */
export const queue = z.string().regex(QUEUE, "is not the ARN of a standard SQS queue");

/** ARNs of standard SQS queues, separated by commas. */
export const queueArns = z.string().transform((text, context): readonly string[] => {
  const listed = text.split(/[\s,]+/).filter((arn) => arn !== "");
  for (const arn of listed) if (!QUEUE.test(arn)) context.addIssue(`not the ARN of a standard SQS queue: ${arn}`);
  return [...new Set(listed)];
});

/** A number above zero. */
export const positiveNumber = z.string().transform((text, context) => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  context.addIssue(`is not an amount above zero: ${text}`);
  return z.NEVER;
});

type Account =
  | { readonly type: "role"; readonly roleArn: string; readonly externalId?: string }
  | { readonly type: "linked"; readonly id: string };

/**
 * A role's ARN, and behind a colon the external id that its trust asks for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
const ROLE = /^(arn:aws[\w-]*:iam::\d{12}:role\/[\w+=.@/-]+)(?::([\w+=.@:/-]{2,1224}))?$/;

/** `prod=arn:aws:iam::111122223333:role/gumshoe:external-id, shared=444455556666` */
export const accounts = z.string().transform((text, context): Readonly<Record<string, Account>> => {
  const found = new Map<string, Account>();
  for (const part of text.split(/[\s,]+/).filter((each) => each !== "")) {
    const [, name, value = ""] = /^([\w.-]{1,64})=(.+)$/.exec(part) ?? [];
    const [, roleArn, externalId] = ROLE.exec(value) ?? [];
    if (name !== undefined && roleArn !== undefined) {
      found.set(name, { type: "role", roleArn, ...(externalId !== undefined && { externalId }) });
    } else if (name !== undefined && /^\d{12}$/.test(value)) found.set(name, { type: "linked", id: value });
    else context.addIssue(`is not a name with a role's ARN or an account id: ${part}`);
  }
  return Object.fromEntries(found);
});

/** An IANA time zone. */
export const zone = z.string().refine((text) => Intl.supportedValuesOf("timeZone").includes(text) || text === "UTC", {
  error: ({ input }) => `is not a time zone such as Europe/Berlin: ${String(input)}`,
});

/** An address of this machine. */
export const loopback = z.string().transform((text, context) => {
  if (URL.canParse(text) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(text).hostname)) return text;
  context.addIssue(`is honoured only on a loopback address: ${text}`);
  return z.NEVER;
});
