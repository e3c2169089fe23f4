import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandFrom, formOf } from "../../../src/card/form.ts";
import { initialOf } from "../../../src/card/form-values.ts";
import { signals } from "../../../src/command/asking/signal.ts";
import { type Question, question } from "../../../src/events/question.ts";
import { questionCommand } from "../../../src/investigation/asking.ts";
import { NOW, say, shop } from "../say.ts";

/** What a text asks; undefined where it asks nothing. */
function asked(text: string, now: Date): Question | undefined {
  const understood = say(text, "addressed", { ...shop, now });
  if (understood.type !== "command" || understood.command.type !== "ask") return undefined;
  return question.parse(understood.command.question);
}

const now = fc.integer({ min: 0, max: 40 * 86_400 }).map((later) => new Date(NOW.getTime() + later * 1000));
const time = fc.constantFrom("", "last 30m", "last 2 days", "since 02:40", "between 9 and 10", "yesterday", "2h ago");
const odd = fc.constantFrom(
  "today",
  "last",
  "30m",
  "9",
  "of",
  "ok",
  "every",
  "the",
  "a.b.",
  "my table",
  "x,y",
  "p99",
  "rN",
  "please",
  "errors",
);
const plainName = fc.stringMatching(/^[A-Za-z][\w./-]{0,12}\w$/);
const name = fc.oneof({ weight: 3, arbitrary: plainName }, odd);
const quoted = (text: string): string => `"${text}"`;
const dimension = fc
  .tuple(fc.stringMatching(/^[A-Z][A-Za-z]{2,9}$/), name)
  .map(([key, value]) => `${key}=${quoted(value)}`);
const maybe = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.option(arbitrary, { nil: "" });
const line = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((words) => words.filter((each) => each !== "").join(" "));
const just = (text: string): fc.Arbitrary<string> => fc.constant(text);

const topic = "arn:aws:sns:eu-west-1:111122223333:alarms";

const kinds: Readonly<Record<Exclude<Question["type"], "free" | "held">, fc.Arbitrary<string>>> = {
  metrics: line(
    just("metrics"),
    name.map(quoted),
    fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).map((names) => quoted(names.join(","))),
    fc.uniqueArray(dimension, { maxLength: 3, selector: (text) => text.split("=")[0] }).map((all) => all.join(" ")),
    maybe(fc.constantFrom("Sum", "p99", "Average", "SampleCount")),
    maybe(fc.constantFrom("every 5m", "60s", "3600s")),
    maybe(fc.constantFrom("compare yesterday", "compare last week", "band")),
    time,
  ),
  expression: line(
    just("metrics"),
    fc.constantFrom(
      'SELECT MAX(Duration) FROM "AWS/Lambda" GROUP BY FunctionName',
      "SUM(METRICS())",
      `SEARCH('{AWS/EC2,InstanceId} MetricName="CPU last 3h"', 'Average')`,
    ),
    time,
  ),
  signal: line(
    just("metrics"),
    fc.constantFrom(...signals),
    just("of"),
    fc.constantFrom(...shop.components),
    maybe(just("band")),
    time,
  ),
  listing: line(
    fc.constantFrom(
      "ask lambda runtimes tag=team",
      "ask lambda canary function=checkout",
      "ask redshift-serverless steps workgroup=analytics database=dev query=12",
      "ask cross-account accounts",
      "ask network-flow-monitor timeouts monitor=shop view=outside",
    ),
    time,
  ),
  ppl: line(
    just("ppl"),
    fc.constantFrom(
      "source = logs-* | where level = 'last 3h' | head 5",
      "sql select a from b where c = 'x'",
      "trace 4bf92f3577b34da6 in logs-*",
    ),
  ),
  top: line(just("top sql of"), name.map(quoted), time),
  promql: line(
    just("promql"),
    fc.constantFrom('sum by (job) (rate(x{a="b c"}[5m]))', "up offset 5m", "topk(5, up)"),
    time,
  ),
  promqlNow: line(just("promql"), fc.constantFrom("up", 'x{a="last 3h"} > 0'), just("now")),
  promqlLabel: line(just("promql labels"), fc.constantFrom("job", "pod_name"), time),
  alarmHistory: line(just("alarms history"), maybe(name.map(quoted)), time),
  alarm: line(
    just("alarms create"),
    name.map(quoted),
    just("when"),
    name.map(quoted),
    name.filter((text) => !text.includes(",")).map(quoted),
    fc
      .uniqueArray(
        dimension.filter((text) => !text.includes(",")),
        { maxLength: 3, selector: (text) => text.split("=")[0] },
      )
      .map((all) => all.join(" ")),
    maybe(fc.constantFrom("Sum", "p99", "every 5m")),
    fc.constantFrom("> 5", ">=0.25", "below -3", "≤ 1e3"),
    maybe(fc.constantFrom("for 3 of 5", "for 2", "every 1m", "for 2 out of 3 periods every 5m")),
    maybe(fc.constantFrom("missing breaching", "missing data is good", "missing ignore")),
    maybe(just(`notify ${topic}`)),
  ),
  pack: line(just("pack"), fc.constantFrom("lambda", "sqs"), maybe(name.map(quoted))),
  recommend: line(
    fc.constantFrom("recommend", "alarms apply"),
    fc.constantFrom("lambda", "sqs"),
    maybe(name.map(quoted)),
    maybe(just(`notify ${topic}`)),
  ),
  topics: line(just("topics"), maybe(just(topic))),
  subscribe: just(`subscribe ${topic}`),
  publish: just(`test ${topic}`),
  // `mute-alarm` itself asks for a confirmation again.
  mute: just("unmute-alarm"),
  changes: line(just("changes"), maybe(name.map(quoted)), time),
  logs: line(
    just("logs"),
    fc.array(fc.stringMatching(/^[\w./-]{1,20}$/), { minLength: 1, maxLength: 3 }).map((groups) => groups.join(",")),
    fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        '"5\\d\\d"',
        "stats count(*) by bin(5m)",
        "filter @message like /at 9/ | limit 20",
        "timeout 30m 9",
        "",
      ),
    ),
    time,
  ),
  traces: line(just("traces"), maybe(name.map(quoted)), time),
  topology: line(just("topology"), maybe(name.map(quoted)), time),
  cluster: line(just("cluster"), maybe(name.map(quoted)), maybe(name.map(quoted))),
  alarms: line(
    fc.constantFrom("alarms", "alarms alarm", "alarms ok", "alarms nodata", "watch"),
    maybe(name.map(quoted)),
  ),
  similar: fc.constantFrom("similar", "similar?", "Similar", "similar."),
  stats: line(
    fc.constantFrom("stats", "statistics"),
    maybe(fc.constantFrom("by team", "by service", "by alarm")),
    time,
  ),
  ticket: fc.constant("ticket"),
  deadLetters: fc.constantFrom("dead-letters", "dead-letters retry", "deadletters retry"),
  tool: fc.constantFrom("tool wiki search", 'tool wiki search query="checkout pool" limit=5', "tool a b c=today"),
  report: fc.constantFrom("report", "report pdf", "report md", "report as markdown", "report json", "postmortem"),
  athena: fc.oneof(
    line(just("athena run"), name.map(quoted), fc.stringMatching(/^[A-Za-z]\w{0,8}$/), just("")).map(
      (text) => `${text.replace(/ (\w+)$/, "")} day="2026-11-23 last 30m" user=ana`,
    ),
    just("athena sql select * from t where d = '2026-11-23' limit 5"),
  ),
};

describe("what stands under an answer asks the same again", () => {
  test.each(Object.entries(kinds))("%s", (type, typed) => {
    let questions = 0;
    fc.assert(
      fc.property(typed, now, fc.integer({ min: 0, max: 900 }), (text, at, later) => {
        const first = asked(text, at);
        if (!first) return;
        questions += first.type === type ? 1 : 0;
        const again = asked(`G-1042 ${questionCommand(first)}`, new Date(at.getTime() + later * 1000));
        expect(again, questionCommand(first)).toEqual(first);
      }),
      { numRuns: 75 },
    );
    expect(questions).toBeGreaterThan(25);
  });
});

test("what the metrics form is filled in with asks the same again", () => {
  fc.assert(
    fc.property(kinds.metrics, now, (text, at) => {
      const first = asked(text, at);
      if (first?.type !== "metrics") return;
      const command = `G-1042 ${questionCommand(first).replace(/^metrics /, "metrics edit ")}`;
      expect(formOf(command)).toBe("metrics");
      expect(asked(commandFrom(command, "metrics", initialOf(command)), at), command).toEqual(first);
    }),
    { numRuns: 75 },
  );
});
