import fc from "fast-check";
import { expect, test } from "vitest";
import { matchingRoutes } from "../../src/routing/route.ts";
import { labels, parse, routing } from "./forms.ts";

const FILE = `
route:
  receiver: everyone
  severity: SEV3
  repeat_interval: 4h
  routes:
    - matchers: [account=111122223333, 'namespace=~"AWS/(ECS|Lambda)"']
      receiver: shop
      severity: SEV1
      routes:
        - matchers: ["alarm=~checkout-.*"]
          receiver: payments
          continue: true
        - matchers: ["tag.team=payments"]
          class: notification
    - matchers: ["severity!~HIGH|CRITICAL", "source=aws.guardduty"]
      receiver: silence
receivers:
  - name: everyone
    slack_configs: [{ channel: C0001 }]
  - name: shop
    slack_configs: [{ channel: C0002 }]
    page: true
  - name: payments
    slack_configs: [{ channel: C0003 }]
    sns_configs: [{ topic_arn: "arn:aws:sns:eu-west-1:111122223333:pager" }]
    pagerduty_configs: [{ routing_key_file: /run/secrets/pagerduty }]
  - name: silence
`;

const takes = (given: Readonly<Record<string, string>>): readonly string[] =>
  matchingRoutes(routing(FILE).root, labels(given)).map(({ receiver, path }) => `${path} ${receiver.name}`);

const ours = { account: "111122223333", namespace: "AWS/ECS" };

test.each<readonly [string, Record<string, string>, readonly string[]]>([
  ["what no route takes goes to the root", { account: "999" }, ["route everyone"]],
  ["a route without a child that fits takes it itself", { ...ours, alarm: "cart" }, ["route.1 shop"]],
  ["the first child that fits", { ...ours, alarm: "cart", "tag.team": "payments" }, ["route.1.2 shop"]],
  [
    "continue goes on to the next",
    { ...ours, alarm: "checkout-5xx", "tag.team": "payments" },
    ["route.1.1 payments", "route.1.2 shop"],
  ],
  ["continue ends with what fits", { ...ours, alarm: "checkout-5xx" }, ["route.1.1 payments"]],
  [
    "a pattern has to fit the whole value",
    { account: "111122223333", namespace: "AWS/ECS/Cluster" },
    ["route everyone"],
  ],
  ["a missing label is empty, which != and !~ accept", { source: "aws.guardduty" }, ["route.2 silence"]],
  ["!~ refuses what fits", { source: "aws.guardduty", severity: "HIGH" }, ["route everyone"]],
])("%s", (_, given, expected) => {
  expect(takes(given)).toEqual(expected);
});

test("a route inherits from those above it", () => {
  const [first, second] = matchingRoutes(
    routing(FILE).root,
    labels({ ...ours, alarm: "checkout-5xx", "tag.team": "payments" }),
  );
  expect(first).toMatchObject({ severity: "SEV1", class: "alert", repeatIntervalMs: 14_400_000 });
  expect(second).toMatchObject({ severity: "SEV1", class: "notification", receiver: { name: "shop" } });
});

test("receivers send to channels, the page, topics and PagerDuty; one without any drops", () => {
  const found = Object.fromEntries(routing(FILE).receivers.map(({ name, targets }) => [name, targets]));
  expect(found).toMatchObject({
    shop: [
      { type: "channel", platform: "slack", channel: "C0002" },
      { type: "channel", platform: "web", channel: "" },
    ],
    payments: [
      { type: "channel", platform: "slack", channel: "C0003" },
      { type: "sns", topicArn: "arn:aws:sns:eu-west-1:111122223333:pager" },
      { type: "pagerduty", routingKey: "a".repeat(32) },
    ],
    silence: [],
  });
});

test("all mistakes are reported at once, each at its line and with its remedy", () => {
  const parsed = parse(`route:
  receiver: everyon
  matchers: [region=eu-west-1]
  routes:
    - matchers: ["regon=eu-west-1", "alarm=~(a", "namespace"]
      receivr: payments
    - matchers:
        - tag.team=a,b
      class: alarm
      severity: SEV9
      group_wait: 30 seconds
      mute_time_intervals: [night]
receivers:
  - name: everyone
    slack_configs:
      - channel: "#general"
  - name: everyone
    pagerduty_configs: [{ routing_key: short }]
  - name: topic
    sns_configs: [{ topic_arn: alarms }]
time_intervals:
  - name: nights
    time_intervals:
      - times: [{ start_time: "22:00", end_time: "06:00" }]
        weekdays: [funday, "saturday:sunday"]
        location: Berlin
inhibit_rules:
  - source_matchers: []
    target_matchers: [alarm=b]
    equal: [nothing]
`);
  expect(parsed.ok ? [] : parsed.mistakes.map(({ line, text }) => `${line}: ${text}`)).toMatchInlineSnapshot(`
    [
      "2: receiver: there is no receiver everyon. Closest: everyone",
      "3: matchers: cannot stand at the root, which takes everything: use a route below it",
      "5: matchers: there is no label regon; closest: region",
      "5: matchers: alarm=~(a is no regular expression of RE2: error parsing regexp: missing closing ): \`(a\`",
      "5: matchers: is not a matcher: namespace; write one as label=value, with =, !=, =~ or !~",
      "6: a route has no receivr. Closest: receiver",
      "8: matchers: the value of tag.team=a,b needs double quotes: tag.team="…"",
      "9: class: is either alert or notification",
      "10: severity: is SEV1, SEV2, SEV3 or SEV4",
      "11: group_wait: is no duration: 30 seconds; write 30s, 5m or 1h30m",
      "12: mute_time_intervals: there is no time interval night. Closest: nights",
      "16: channel: is not a channel's id such as C0123456789",
      "17: receivers: everyone stands twice",
      "18: routing_key: is not an integration key of 32 letters and digits",
      "20: topic_arn: is not the ARN of a standard SNS topic",
      "24: times: ends before it begins: write a time over midnight as two, to 24:00 and from 00:00",
      "25: weekdays: is no weekday: funday; write monday:friday or saturday",
      "25: weekdays: saturday:sunday ends before it begins; write it as two weekdays",
      "26: location: is no time zone: Berlin; write one such as Europe/Berlin",
      "28: source_matchers: needs at least one matcher: without one every alarm would inhibit",
      "30: equal: there is no label nothing; there are account, region, namespace, alarm, service, source, severity, kind, topic and tag.<name>",
    ]
  `);
});

test("names stand for one thing that is there", () => {
  const parsed = parse(`route:
  receiver: everyon
  matchers: [region=eu-west-1]
  routes:
    - mute_time_intervals:
        - night
      receiver: nobody
receivers:
  - name: everyone
  - name: everyone
time_intervals:
  - name: nights
    time_intervals: []
`);
  expect(parsed.ok ? [] : parsed.mistakes.map(({ line, text }) => `${line}: ${text}`)).toMatchInlineSnapshot(`
    [
      "2: receiver: there is no receiver everyon. Closest: everyone",
      "3: matchers: cannot stand at the root, which takes everything: use a route below it",
      "6: mute_time_intervals: there is no time interval night. Closest: nights",
      "7: receiver: there is no receiver nobody. Known: everyone",
      "10: receivers: everyone stands twice",
    ]
  `);
});

test.each(["", "route", "- a", "route: &a [*a]", "a: *b", "route: {receiver: x}\nroute: {}"])(
  "%j is refused with a line",
  (text) => {
    const parsed = parse(text.slice(0, 50_000));
    expect(parsed.ok ? [] : parsed.mistakes.slice(0, 1)).toMatchObject([
      { line: expect.any(Number), text: expect.any(String) },
    ]);
  },
);

test.each(["[", "{", "- "])("thousands of %s are refused", (opening) => {
  const parsed = parse(opening.repeat(5_000));
  expect(parsed.ok ? 0 : parsed.mistakes.length).toBeGreaterThan(0);
});

test("no text throws", () => {
  const line = fc.constantFrom(
    "route:",
    "  receiver: a",
    "receivers:",
    "  - name: a",
    "  routes:",
    "    - matchers: [a=b]",
    "\t",
    "&a",
    "*a",
    "? x",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n")),
      ),
      (text) => {
        expect(parse(text)).toHaveProperty("ok");
      },
    ),
  );
});

test("a pattern that would keep a backtracking engine busy for years answers at once", () => {
  const { root } = routing(`
route: { receiver: a, routes: [{ matchers: ['alarm=~"(a+)+(a|a)*b"'], receiver: b }] }
receivers: [{ name: a }, { name: b }]
`);
  expect(matchingRoutes(root, labels({ alarm: "a".repeat(1_000) })).map(({ path }) => path)).toEqual(["route"]);
});

test.each<readonly [string, string, readonly string[]]>([
  [
    "a file without a route tells its other mistakes too",
    `receivers: [{ name: a }, { name: a, slack_configs: [{ channel: x }] }]
inhibit_rules:
  - source_matchers: [regon=a]
    target_matchers: []
`,
    [
      "1: route: needs to be a route, with receiver, class, severity, group_by …",
      "1: channel: is not a channel's id such as C0123456789",
      "1: receivers: a stands twice",
      "3: source_matchers: there is no label regon; closest: region",
      "4: target_matchers: needs at least one matcher: without one every alarm would be inhibited",
    ],
  ],
  [
    "a key that stands twice hides nothing",
    "route:\n  receiver: a\n  receiver: b\n  severity: SEV9\nreceivers: [{ name: a }]\n",
    [
      "2: receiver: there is no receiver b. Closest: a",
      "3: receiver stands twice: only one of them can hold",
      "4: severity: is SEV1, SEV2, SEV3 or SEV4",
    ],
  ],
  [
    "an anchor that stands in itself",
    "route: &r\n  receiver: a\n  routes:\n    - *r\nreceivers: [{ name: a }]\n",
    ["4: *r stands within &r, and would have no end"],
  ],
  ["an anchor that is not there", "route:\n  receiver: *b\nreceivers: []\n", ["2: there is no &b before *b"]],
  [
    "aliases that grow without bound",
    `a: &a [${"x,".repeat(9)}]
b: &b [${"*a,".repeat(9)}]
c: &c [${"*b,".repeat(9)}]
route: { receiver: a, routes: *c }
`,
    ["1: its aliases stand for more than 100 others: write it out"],
  ],
  ["tabs", "route:\n\treceiver: a\n", ["2: Tabs are not allowed as indentation"]],
  [
    "wrong types",
    `route:
  receiver: 7
  group_by: alarm
  group_wait: [30s]
  routes: { a: b }
receivers: { name: a }
time_intervals: nights
inhibit_rules: 7
`,
    [
      "2: receiver: needs a name",
      '3: group_by: needs a list of labels, or ["..."]',
      "4: group_wait: is no duration; write 30s, 5m or 1h30m",
      "5: routes: needs a list of routes",
      "6: receivers: needs the list of receivers",
      "7: time_intervals: needs a list of time intervals",
      "8: inhibit_rules: needs a list of inhibit rules",
    ],
  ],
  [
    "words that Alertmanager has given up",
    "route: { receiver: a, routes: [{ match: { alarm: x } }] }\nreceivers: [{ name: a }]\n",
    ["1: a route has no match. Write matchers: ['label=\"value\"']"],
  ],
])("%s", (_, text, mistakes) => {
  const parsed = parse(text);
  expect(parsed.ok ? [] : parsed.mistakes.map(({ line, text: said }) => `${line}: ${said}`)).toEqual(mistakes);
});

test("a route may take over what another says, as in any YAML", () => {
  const { root } = routing(`
route:
  receiver: a
  routes:
    - &night { receiver: a, severity: SEV4, matchers: [alarm=x] }
    - { <<: *night, matchers: [alarm=y] }
receivers: [{ name: a }]
`);
  expect(matchingRoutes(root, labels({ alarm: "y" }))).toMatchObject([{ path: "route.2", severity: "SEV4" }]);
});

test("of thousands of mistakes the first are told, and how many more there are", () => {
  const routes = Array.from({ length: 2_500 }, (_, index) => `    - matchers: [alarm=x${index}]\n      receiver: zz`);
  const parsed = parse(`route:\n  receiver: a\n  routes:\n${routes.join("\n")}\nreceivers: [{ name: a }]\n`);
  const mistakes = parsed.ok ? [] : parsed.mistakes;
  expect(mistakes[0]).toEqual({ line: 3, text: "routes: has more than 500 routes" });
  expect(mistakes.at(-1)?.text).toMatch(/^and \d+ more mistakes from here on$/);
  expect(mistakes.length).toBeLessThan(60);
});
