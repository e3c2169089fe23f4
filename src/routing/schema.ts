import { z } from "zod";
import { nearestWords } from "../command/grammar/nearest.ts";
import { SEVERITIES } from "../events/severity.ts";
import { isLabel, LABELS } from "./labels.ts";
import { knownWords, type Matcher, parseMatcher } from "./matcher.ts";
import type { ChannelForm, ChannelTarget, EventTarget } from "./receiver.ts";
import type { TimeSpan } from "./time-interval.ts";
import { daysOfMonth, duration, location, months, times, weekdays, years } from "./written-time.ts";

/** Limits of the file; more is no file that people keep in mind. */
const MOST = { routes: 500, receivers: 500, matchers: 50, intervals: 200, rules: 200, targets: 20 };

/** A list of at most `most`; what is none is told what it has to be. */
function listOf<Item extends z.ZodType>(what: string, item: Item, most: number) {
  return z.array(item, `needs a list of ${what}`).max(most, `has more than ${most} ${what}`);
}

/** Words of Alertmanager that it has given up, and what it has for them. */
const GIVEN_UP: Readonly<Record<string, string>> = {
  match: "Write matchers: ['label=\"value\"']",
  match_re: "Write matchers: ['label=~\"pattern\"']",
  source_match: "Write source_matchers",
  target_match: "Write target_matchers",
};

/** A part of the file. A key that it does not have is a mistake that names those it has. */
function section<Shape extends z.ZodRawShape>(what: string, shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys") {
        const [key = ""] = issue.keys;
        const instead = Object.hasOwn(GIVEN_UP, key) ? GIVEN_UP[key] : nearestWords(key, Object.keys(shape));
        return `${what} has no ${issue.keys.join(", ")}. ${instead}`;
      }
      return `needs to be ${what}, with ${Object.keys(shape).slice(0, 4).join(", ")} …`;
    },
  });
}

const name = z.string("needs a name").min(1, "needs a name").max(200, "has more than 200 characters");

const matcher = z.string('needs a matcher such as region="eu-west-1"').transform((text, context): Matcher => {
  const parsed = parseMatcher(text);
  if (typeof parsed !== "string") return parsed;
  context.addIssue(parsed);
  return z.NEVER;
});
const matchers = z
  .array(matcher, 'needs a list of matchers: ["region=eu-west-1"]')
  .max(MOST.matchers, `has more than ${MOST.matchers} matchers`);

const label = z.string().refine(isLabel, {
  error: ({ input }) => `there is no label ${String(input).slice(0, 60)}; ${knownWords(String(input))}`,
});

/** `[...]`: each alarm is a group of its own. */
const groupBy = z.union(
  [
    z.tuple([z.literal("...")]).transform(() => "all" as const),
    listOf("labels", label, Object.keys(LABELS).length + 20),
  ],
  {
    error: ({ input }) => {
      const wrong = Array.isArray(input) ? input.find((each) => typeof each !== "string" || !isLabel(each)) : undefined;
      if (wrong === undefined) return 'needs a list of labels, or ["..."]';
      return `there is no label ${String(wrong).slice(0, 60)}; ${knownWords(String(wrong))}`;
    },
  },
);

const ownOfRoute = {
  receiver: name.optional(),
  class: z.enum(["alert", "notification"], "is either alert or notification").optional(),
  severity: z.enum(SEVERITIES, "is SEV1, SEV2, SEV3 or SEV4").optional(),
  group_by: groupBy.optional(),
  group_wait: duration.optional(),
  group_interval: duration.optional(),
  repeat_interval: duration.optional(),
  matchers: matchers.default([]),
  continue: z.boolean("is either true or false").default(false),
  mute_time_intervals: listOf("names of time intervals", name, MOST.intervals).default([]),
  active_time_intervals: listOf("names of time intervals", name, MOST.intervals).default([]),
};

/** A route as it is written, before it inherits from its parent. */
export interface WrittenRoute extends z.output<ReturnType<typeof section<typeof ownOfRoute>>> {
  readonly routes: readonly WrittenRoute[];
}

const route: z.ZodType<WrittenRoute> = z.lazy(() =>
  section("a route", { ...ownOfRoute, routes: listOf("routes", route, MOST.routes).default([]) }),
);

const interval = section("a time interval", {
  name,
  time_intervals: z
    .array(
      section("a time interval", {
        times: times.optional(),
        weekdays: weekdays.optional(),
        days_of_month: daysOfMonth.optional(),
        months: months.optional(),
        years: years.optional(),
        location: location.default("UTC"),
      }).transform(
        ({ days_of_month, location: zone, times: clock, weekdays: week, months: month, years: year }): TimeSpan => ({
          zone,
          ...(clock && { times: clock }),
          ...(week && { weekdays: week }),
          ...(days_of_month && { daysOfMonth: days_of_month }),
          ...(month && { months: month }),
          ...(year && { years: year }),
        }),
      ),
    )
    .max(MOST.intervals),
});

const inhibitRule = section("an inhibit rule", {
  source_matchers: matchers.min(1, "needs at least one matcher: without one every alarm would inhibit"),
  target_matchers: matchers.min(1, "needs at least one matcher: without one every alarm would be inhibited"),
  equal: listOf("labels", label, MOST.matchers).default([]),
});

const sns = section("sns_configs", {
  topic_arn: z
    .string()
    .regex(/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]{1,256}$/, "is not the ARN of a standard SNS topic"),
}).transform(({ topic_arn }): EventTarget => ({ type: "sns", topicArn: topic_arn }));

/** Integration keys of the Events API v2. https://support.pagerduty.com/main/docs/services-and-integrations */
const routingKey = /^[0-9a-zA-Z]{32}$/;

function pagerDuty(readSecret: (file: string) => string | undefined) {
  return section("pagerduty_configs", {
    routing_key: z.string().regex(routingKey, "is not an integration key of 32 letters and digits").optional(),
    routing_key_file: z.string().min(1).max(1_000).optional(),
  }).transform(({ routing_key: key, routing_key_file: file }, context): EventTarget => {
    if ((key === undefined) === (file === undefined)) {
      context.addIssue("needs either routing_key or routing_key_file");
      return z.NEVER;
    }
    const read = key ?? readSecret(file ?? "")?.trim();
    if (read !== undefined && routingKey.test(read)) return { type: "pagerduty", routingKey: read };
    context.addIssue(`${file} cannot be read or holds no integration key of 32 letters and digits`);
    return z.NEVER;
  });
}

function channels({ platform, channel }: ChannelForm) {
  const target = (id: string): ChannelTarget => ({ type: "channel", platform, channel: id });
  if (!channel) return z.boolean("is either true or false").transform((on) => (on ? [target("")] : []));
  const id = z.string().regex(channel.pattern, `is not a channel's id such as ${channel.example}`);
  return listOf(
    "channels",
    section("a channel", { channel: id }).transform((each) => target(each.channel)),
    MOST.targets,
  );
}

/** What the schema of the file needs from outside. */
export interface SchemaParts {
  /** How channels of the platforms are named. */
  readonly forms: readonly ChannelForm[];
  /** Returns the text of a file with a secret; undefined if it cannot be read. */
  readSecret(file: string): string | undefined;
}

/** The schema of the file of routes: the words are Alertmanager's. https://prometheus.io/docs/alerting/latest/configuration/ */
export function routesSchema({ forms, readSecret }: SchemaParts) {
  const named = Object.fromEntries(forms.map((form) => [form.key, channels(form).optional()]));
  const receiver = section("a receiver", {
    name,
    sns_configs: listOf("topics", sns, MOST.targets).default([]),
    pagerduty_configs: listOf("integrations", pagerDuty(readSecret), MOST.targets).default([]),
    ...named,
  }).transform(({ name: called, sns_configs, pagerduty_configs, ...rest }) => {
    // Chats first: an investigation begins in the first.
    const chats = forms
      .toSorted((one, other) => Number(!one.channel) - Number(!other.channel))
      .flatMap(({ key }): ChannelTarget[] => {
        const found: unknown = Reflect.get(rest, key);
        return Array.isArray(found) ? found : [];
      });
    return { name: called, targets: [...chats, ...sns_configs, ...pagerduty_configs] };
  });
  return section("a file of routes", {
    route,
    receivers: z
      .array(receiver, "needs the list of receivers")
      .max(MOST.receivers, `has more than ${MOST.receivers} receivers`),
    time_intervals: listOf("time intervals", interval, MOST.intervals).default([]),
    inhibit_rules: listOf("inhibit rules", inhibitRule, MOST.rules).default([]),
  });
}
