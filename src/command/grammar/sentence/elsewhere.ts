import { distance } from "../distance.ts";
import type { Way } from "./way.ts";

/** What other tools do, and what Gumshoe does instead. */
export interface Elsewhere {
  readonly text: string;
  readonly ways: readonly Way[];
  /** It counts as the first word only: "ping", but not "is the ping high". */
  readonly leading?: true;
}

const NOTHING_IN_AWS =
  "Gumshoe changes nothing in AWS. The commands that relieve a cause stand under that cause, to copy.";
const NO_SHELL = "Gumshoe runs no shell and no command-line tool; it reads metrics, logs, traces and changes.";

/** Words that people know from other tools. A word that is a verb here never comes to this table. */
const TABLE: readonly (readonly [words: string, Elsewhere])[] = [
  [
    `restart, reboot, bounce, kill, stop, start up, terminate, rollback, roll back, roll it back, roll this back, revert, fail over, failover, scale, scale up, scale out, scale down, autoscale,
     drain, shift traffic, shift, evacuate, redeploy it, undeploy, delete, remove, purge, flush, clear cache, fix, fix it, repair, heal, remediate,
     apply, execute, turn off, turn on, disable, enable, reset, recycle, cordon, patch, throttle it, mitigate, resize, increase limit, raise limit, cancel deploy`,
    { text: NOTHING_IN_AWS, ways: ["hyp", "status", "changes"] },
  ],
  [
    `kubectl, k9s, docker, helm, terraform, ssh, bash, sh, curl, wget, git, psql, mysql, systemctl, journalctl, top, htop, ps, aws, ecs, eksctl, awslogs, sudo,
     cat, ls, cd, pwd, dig, nslookup, traceroute, netstat, df, whoami, echo, exec, shell, python, node, npm, ansible, gcloud, az, oc`,
    { text: NO_SHELL, ways: ["logs", "changes", "status"], leading: true },
  ],
  [
    `silence, mute, unmute, inhibit, suppress, quiet, shut up, silences, maintenance, downtime`,
    {
      text: "Gumshoe silences no alarm in AWS. Snooze keeps it quiet here, and ack says that you are on it.",
      ways: ["snooze", "ack", "status"],
    },
  ],
  [
    `pagerduty, opsgenie, victorops, wake up, wake, notify, summon`,
    {
      text: "Gumshoe calls no phone. Escalate pages whom the on-call file names, else everybody in the channel.",
      ways: ["escalate", "ack", "status"],
    },
  ],
  [
    `dashboard, dashboards, grafana, datadog, kibana, newrelic, splunk, prometheus, honeycomb, panel`,
    {
      text: "Gumshoe keeps no dashboards. It charts one metric or a few, here.",
      ways: ["errors", "latency", "status"],
    },
  ],
  [
    `runbook, runbooks, playbook, playbooks, wiki, confluence, sop, procedure`,
    {
      text: "Gumshoe keeps no runbooks. A link in the alarm's description is a button of its message.",
      ways: ["status", "hyp"],
    },
  ],
  [
    `cost, costs, bill, billing, spend, spending, budget, price, money, dollars`,
    { text: "Gumshoe shows no bills. Each answer says what its own calls cost.", ways: ["status", "changes"] },
  ],
  [
    `export, download, csv, attach`,
    {
      text: "Long answers bring their table as a CSV file. A report is a file as well.",
      ways: ["report", "status"],
    },
  ],
  [
    `ticket, tickets, jira, servicenow, linear, bridge, zoom, war room, warroom, statuspage, status page, declare, retrospective, slack channel`,
    {
      text: "Gumshoe opens no tickets, calls or status pages. A note is kept in the record.",
      ways: ["note", "status"],
    },
  ],
  [
    `link, links, url, permalink, console, share`,
    {
      text: "The title of each message links to its investigation, and each answer to the same data in AWS.",
      ways: ["status", "changes"],
    },
  ],
  [
    `invite, login, log in, logout, password, settings, configure, setup, install, upgrade gumshoe, version of gumshoe, feedback, language, timezone`,
    { text: "Gumshoe is set up by its environment, not from the chat.", ways: ["status", "help"] },
  ],
  [
    `predict, forecast, weather, joke, sing, coffee, pizza, translate, chatgpt, gpt, ai, claude, copilot`,
    { text: "Gumshoe looks for the causes of alarms, and answers from what AWS measured.", ways: ["status", "help"] },
  ],
];

const WORDS: ReadonlyMap<string, Elsewhere> = new Map(
  TABLE.flatMap(([words, elsewhere]) =>
    words.split(",").map((word) => [word.trim().replace(/\s+/g, " "), elsewhere] as const),
  ),
);

/** What stands for a phrase of another tool, in lower case; undefined for other phrases. `first`: it begins the text. */
export function elsewhereOf(phrase: string, first: boolean): Elsewhere | undefined {
  const found = WORDS.get(phrase);
  return found?.leading && !first ? undefined : found;
}

/** The same for a word of five letters or more with one typing error: "restat" must not be taken for restore. */
export function elsewhereNear(word: string): Elsewhere | undefined {
  if (word.length < 5) return undefined;
  const near = [...WORDS].find(
    ([known, { leading }]) =>
      !leading && known.length >= 5 && Math.abs(known.length - word.length) < 2 && distance(known, word) === 1,
  );
  return near?.[1];
}
