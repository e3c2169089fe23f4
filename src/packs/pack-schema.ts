import { z } from "zod";
import { LISTINGS } from "./listing.ts";
import { listingOf, type NamedQuery, namesIn, OF_WINDOW, PARAMETERS } from "./named-query.ts";
import type { Pack } from "./pack.ts";
import { SIGNALS } from "./signal.ts";

const id = z
  .string("needs a short name")
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "is in small letters, with hyphens: data-warehouse");
const words = z.string("needs words").min(1, "needs words").max(300, "has more than 300 characters");
const key = z.string().regex(/^[A-Za-z]\w{0,63}$/, "is one word: letters and digits");
const amount = z.number("needs a number");
const metricName = z.string("needs CloudWatch's name").min(1).max(255);
const statistic = z
  .string('needs a statistic: "Sum"')
  .regex(
    /^(?:Average|Sum|Minimum|Maximum|SampleCount|p\d{1,2}(?:\.\d{1,2})?)$/,
    "is no statistic: Average, Sum, Minimum, Maximum, SampleCount, p99",
  );

const metric = z.strictObject({
  name: metricName,
  statistic,
  unit: z.enum(["Count", "Percent", "Seconds", "Milliseconds", "Bytes"]),
  docs: z.url({ protocol: /^https$/, error: "needs the https address of the page that describes it" }),
  signal: z.enum(SIGNALS).exactOptional(),
  sparse: z.literal(true).exactOptional(),
});

const op = z.enum([">", ">=", "<", "<="]);
const condition = z.union([
  z.strictObject({ metric: key, left: z.enum(["up", "down"]) }),
  z.strictObject({
    metric: key,
    op,
    value: amount,
    of: z
      .union([
        z.enum(["usual", "highest"]),
        z.strictObject({ metric: key, perSecond: z.literal(true).exactOptional() }),
      ])
      .exactOptional(),
  }),
]);

const rule = z.strictObject({
  id,
  title: words,
  mechanism: words,
  all: z.array(condition).min(1, "needs a condition").max(10),
  weight: amount.min(0).max(1),
  next: words,
});

const period = z
  .number("needs seconds")
  .int()
  .refine((seconds) => [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0), {
    error: "is 10, 20, 30 or a multiple of 60 seconds",
  });
const count = z.number("needs a number").int().min(1).max(1_000);

const alarm = z
  .strictObject({
    id,
    name: metricName,
    statistic,
    op,
    threshold: z.union([amount, z.strictObject({ times: amount.positive(), of: z.enum(["highest", "lowest"]) })]),
    because: words,
    period,
    datapoints: count,
    periods: count,
    missing: z.enum(["missing", "breaching", "notBreaching", "ignore"]),
    sparse: z.literal(true).exactOptional(),
    next: words,
  })
  .refine(({ datapoints, periods }) => datapoints <= periods, {
    path: ["datapoints"],
    error: "is more than periods: it would never fire",
  });

const parameter = z.strictObject({
  type: z.enum(["name", "group", "count", "number", "table", "index"] satisfies (keyof typeof PARAMETERS)[]),
  means: words,
  example: words,
  default: words.exactOptional(),
});

/** What every query of Redshift takes, because it says where it runs. */
const REDSHIFT = ["workgroup", "database"] as const;

/** The parameters that a query uses: a listing takes all that it has. */
function spokenIn(language: NamedQuery["language"], text: string, parameters: readonly string[]): readonly string[] {
  if (language === "listing") return parameters;
  return language === "redshift" ? [...namesIn(text), ...REDSHIFT] : namesIn(text);
}

const query = z
  .strictObject({
    id,
    asks: words,
    language: z.enum(["metrics", "logs", "sql", "redshift", "promql", "ppl", "listing"]),
    text: z.string("needs a query").min(1).max(10_000),
    group: z.string().min(1).max(512).exactOptional(),
    parameters: z.record(key, parameter).exactOptional(),
    back: z.number("needs seconds").int().min(60).max(7_776_000).exactOptional(),
  })
  .superRefine(({ language, text, group = "", parameters = {} }, context) => {
    if ((language === "logs") !== (group !== "")) {
      context.addIssue({
        code: "custom",
        path: ["group"],
        message: "is of a query in logs, and each of those needs one",
      });
    }
    const own: readonly string[] = ["sql", "redshift", "ppl"].includes(language) ? OF_WINDOW : [];
    const spoken = spokenIn(language, `${text} ${group}`, Object.keys(parameters));
    if (language === "listing" && listingOf({ language, text }) === undefined) {
      context.addIssue({ code: "custom", path: ["text"], message: `is one of ${LISTINGS.join(", ")}` });
    }
    if (language === "redshift" && !REDSHIFT.every((name) => Object.hasOwn(parameters, name))) {
      context.addIssue({ code: "custom", path: ["parameters"], message: `has ${REDSHIFT.join(" and ")}` });
    }
    const unknown = spoken.find((name) => !Object.hasOwn(parameters, name) && !own.includes(name));
    if (unknown !== undefined) {
      context.addIssue({ code: "custom", path: ["text"], message: `has {{${unknown}}}, which is no parameter` });
    }
    for (const [name, { type, example, default: value = example }] of Object.entries(parameters)) {
      const path = ["parameters", name];
      if (!spoken.includes(name)) context.addIssue({ code: "custom", path, message: "is in no text" });
      const odd = [example, value].find((each) => !PARAMETERS[type].test(each));
      if (odd !== undefined) context.addIssue({ code: "custom", path, message: `${odd} is no ${type}` });
    }
  });

/** A pack as it is written in a file; mistakes in words. What is left out is empty. */
export const packSchema = z
  .strictObject({
    service: id,
    title: words,
    namespace: z.string("needs a namespace").min(1).max(255),
    dimensions: z.array(z.string().min(1).max(255)).min(1, "needs a dimension").max(30),
    kind: z.string("needs the kind of the resource").min(1).max(255),
    logGroup: z.string().min(1).max(512).exactOptional(),
    metrics: z.record(key, metric),
    rules: z.array(rule).default([]),
    alarms: z.array(alarm).default([]),
    queries: z.array(query).default([]),
    neighbours: z.array(words).default([]),
  })
  .superRefine(({ service, metrics, rules, alarms, queries }, context) => {
    for (const [at, { id: own, all }] of rules.entries()) {
      if (!own.startsWith(`${service}-`)) {
        context.addIssue({ code: "custom", path: ["rules", at, "id"], message: `begins with ${service}-` });
      }
      for (const each of all) {
        const compared = "of" in each && typeof each.of === "object" ? [each.of.metric] : [];
        const unknown = [each.metric, ...compared].find((name) => !Object.hasOwn(metrics, name));
        if (unknown !== undefined) {
          context.addIssue({ code: "custom", path: ["rules", at, "all"], message: `metrics has no ${unknown}` });
        }
      }
    }
    for (const [name, list] of Object.entries({ rules, alarms, queries })) {
      const ids = list.map((each) => each.id);
      for (const [at, own] of ids.entries()) {
        if (ids.indexOf(own) < at) {
          context.addIssue({ code: "custom", path: [name, at, "id"], message: `${own} stands here twice` });
        }
      }
    }
  }) satisfies z.ZodType<Pack>;
