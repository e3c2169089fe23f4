import { distance } from "../distance.ts";
import type { Topic } from "./vocabulary.ts";
import type { Way } from "./way.ts";

/** What other tools do, and what Gumshoe does instead. */
export interface Elsewhere {
  readonly text: string;
  readonly ways: readonly Way[];
  /** It counts as the first word only: "ping", but not "is the ping high". */
  readonly leading?: true;
  /** What a question asks for that wants to know whether it was done: "did we roll back already?" */
  readonly done?: Topic;
}

const NOTHING_IN_AWS =
  "Gumshoe changes nothing in AWS. The commands that relieve a cause stand under that cause, to copy.";
const NO_SHELL = "Gumshoe runs no shell and no command-line tool; it reads metrics, logs, traces and changes.";

/** Words that people know from other tools. A word that is a verb here never comes to this table. */
const TABLE: readonly (readonly [words: string, Elsewhere])[] = [
  [
    `restart, reboot, bounce, kill, stop, start up, terminate, rollback, roll back, roll it back, roll this back, revert, fail over, failover, scale, scale up, scale out, scale down, autoscale,
     drain, shift traffic, shift, evacuate, redeploy it, undeploy, delete, remove, purge, flush, clear cache, fix, fix it, repair, heal, remediate,
     apply, execute, turn off, turn on, disable, enable, reset, recycle, cordon, patch, throttle it, mitigate, resize, increase limit, raise limit, cancel deploy,
     undo the deploy, undo deploy, undo the release, undo the change, undo that deploy, undo this deploy, back out, back it out`,
    { text: NOTHING_IN_AWS, ways: ["hyp", "status", "changes"], done: "changes" },
  ],
  [
    `kubectl, k9s, docker, helm, terraform, ssh, bash, sh, curl, wget, git, psql, mysql, systemctl, journalctl, htop, ps, aws, ecs, eksctl, awslogs, sudo,
     cat, ls, cd, pwd, dig, nslookup, traceroute, netstat, df, whoami, echo, exec, shell, python, node, npm, ansible, gcloud, az, oc`,
    { text: NO_SHELL, ways: ["logs", "changes", "status"], leading: true },
  ],
  [
    `silence, mute, unmute, inhibit, suppress, quiet, shut up, silences, maintenance, downtime, sleep, stop paging, stop paging me,
     stop notifications, stop notifying, stop alerting, stop alerts, stop spamming, too noisy, noisy, spammy, annoying, turn off this alarm,
     turn off the alarm, disable the alarm, disable this alarm, disable alarm, disable alarms, alarm actions, disable alarm actions, unsubscribe,
     leave me alone, leave us alone`,
    {
      text: "Snooze keeps it quiet here; once it is snoozed, mute-alarm has CloudWatch keep quiet, too. Ack says that you are on it.",
      ways: ["snooze", "ack", "status"],
    },
  ],
  [
    `threshold, thresholds, raise threshold, raise the threshold, change the threshold, sensitivity, too sensitive`,
    {
      text: "An operator changes an alarm by its whole rule: alarms create <name> when <namespace> <metric> > <limit>",
      ways: ["history", "status", "alarms"],
    },
  ],
  [
    `aws health, aws outage, aws outages, aws down, aws status, aws issue, aws issues, aws problem, aws problems, us or aws, aws or us, aws having issues, aws having problems, aws having an outage, aws incident, aws incidents, aws broken, aws ok, aws up, health dashboard, health event, health events,
     az status, az down, zone status`,
    {
      text: "Gumshoe does not ask AWS Health; what AWS Health announces on the topic stands in the thread of the alarms that it is about.",
      ways: ["status", "hyp", "alarms"],
    },
  ],
  [
    `delete note, delete the note, delete my note, remove note, remove the note, remove my note, edit note, edit the note, edit my note, change the note, change my note`,
    {
      text: "What is in the record stays there. A further note says what is right.",
      ways: ["note", "status"],
    },
  ],
  [
    `slo, slos, sla, slas, error budget, burn rate, objective, objectives`,
    {
      text: "Gumshoe keeps no service level objectives. It charts the errors and the latency that CloudWatch has.",
      ways: ["errors", "latency", "status"],
    },
  ],
  [
    `duplicate, dup, dupe, known issue`,
    {
      text: "Investigations are not merged. A note keeps what is known, and close ends this one.",
      ways: ["note", "close", "status"],
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
      text: "A runbook that fits stands in the alarm's thread. A link in the alarm's description is a button of its message.",
      ways: ["runbook", "status"],
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
    `ticket, tickets, jira, servicenow, linear`,
    {
      text: "A ticket is opened with ticket, where a tracker is set up.",
      ways: ["ticket", "note", "status"],
    },
  ],
  [
    `bridge, zoom, war room, warroom, statuspage, status page, status update, declare, retrospective, slack channel`,
    {
      text: "Gumshoe opens no calls or status pages. A note is kept in the record.",
      ways: ["note", "status"],
    },
  ],
  [
    `link, links, url, permalink, console, share, cloudwatch, cloudwatch console, aws console`,
    {
      text: "The title of each message links to its investigation, and each answer to the same data in AWS.",
      ways: ["status", "changes"],
    },
  ],
  [
    `invite, settings, configure, setup, install, upgrade gumshoe, version of gumshoe, feedback, language, timezone`,
    { text: "Gumshoe is set up by its environment, not from the chat.", ways: ["status", "help"], done: "changes" },
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
