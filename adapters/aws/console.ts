import { consoleOf, partitionOf } from "../../src/aws-names/partition.ts";
import type { Question } from "../../src/events/events.ts";

/** No link for data that a linked account does not share: the console would show Gumshoe's own account. */
const UNSHARED: ReadonlySet<Question["type"]> = new Set(["changes", "alarms", "athena"]);

/** The page of AWS's console with the same data over the same time; undefined if there is none. `linked`: id of the linked account. */
export function consoleLink(question: Question, region: string, linked?: string): string | undefined {
  if (linked !== undefined && UNSHARED.has(question.type)) return undefined;
  const host = consoleOf(region);
  const cloudwatch = `${host}/cloudwatch/home?region=${region}`;
  const { start, end } = "window" in question ? isoOf(question.window) : { start: "", end: "" };
  switch (question.type) {
    case "metrics": {
      const { statistic, period, also } = question;
      const metrics = [question, ...also].map(({ namespace, metric, dimensions }) => [
        namespace,
        metric,
        ...Object.entries(dimensions).flat(),
        ...(linked === undefined ? [] : [{ accountId: linked }]),
      ]);
      return `${cloudwatch}#metricsV2:graph=${toJsurl({ metrics, region, start, end, stat: statistic, period })}`;
    }
    case "expression": {
      const graph = {
        metrics: [[{ expression: question.expression, id: "e0" }]],
        region,
        start,
        end,
        period: question.period,
      };
      return `${cloudwatch}#metricsV2:graph=${toJsurl(graph)}`;
    }
    case "logs": {
      const detail = {
        end,
        start,
        timeType: "ABSOLUTE",
        tz: "UTC",
        editorString: question.text,
        source: question.groups.map((group) => groupIn(group, region, linked)),
      };
      return `${cloudwatch}#logsV2:logs-insights$3FqueryDetail$3D${toJsurl(detail)}`;
    }
    case "changes": {
      const { resource } = question;
      const which = resource === undefined ? "ReadOnly=false" : `ResourceName=${encodeURIComponent(resource)}`;
      return `${host}/cloudtrailv2/home?region=${region}#/events?${which}&StartTime=${start}&EndTime=${end}`;
    }
    case "alarms":
      return `${cloudwatch}#alarmsV2:?~(search~'${escaped(question.prefix ?? "")})`;
    case "alarmHistory":
    case "alarm":
      return question.name === undefined
        ? undefined
        : `${cloudwatch}#alarmsV2:alarm/${encodeURIComponent(question.name)}`;
    // https://docs.aws.amazon.com/xray/latest/devguide/xray-console-deeplinks.html
    case "traces": {
      const { component } = question;
      const named =
        component === undefined ? "" : encodeURIComponent(`service("${component.replaceAll(/["\\]/g, "")}")`);
      const filter = named === "" ? "" : `&filter=${named}`;
      return `${host}/xray/home?region=${region}#/traces?timeRange=${start}~${end}${filter}`;
    }
    case "topology":
      return `${host}/xray/home?region=${region}#/service-map?timeRange=${start}~${end}`;
    case "athena":
      return `${host}/athena/home?region=${region}#/query-editor`;
    case "topics":
    case "subscribe":
    case "publish":
      return topicLink(question.topic, region);
    case "listing":
      return pageOfListing(question.listing, host, region);
    case "recommend":
      return `${cloudwatch}#alarmsV2:`;
    case "top":
      return `${host}/rds/home?region=${region}#database:id=${encodeURIComponent(question.database)};is-cluster=false`;
    case "ppl":
    case "promql":
    case "promqlNow":
    case "promqlLabel":
    case "cluster":
    case "signal":
    case "pack":
    case "report":
    case "ticket":
    case "tool":
    case "deadLetters":
    case "similar":
    case "stats":
    case "free":
    case "mute":
    case "held":
      return undefined;
    default:
      return question satisfies never;
  }
}

/** The page of the console that shows what a listing lists, of the service that its name begins with. */
function pageOfListing(listing: string, host: string, region: string): string | undefined {
  const pages: Readonly<Record<string, string>> = {
    alarm: `cloudwatch/home?region=${region}#alarmsV2:`,
    alarms: `cloudwatch/home?region=${region}#alarmsV2:`,
    flow: `cloudwatch/home?region=${region}#network-monitoring:network-flow-monitor`,
    insight: `cloudwatch/home?region=${region}#contributorInsights:rules`,
    lambda: `lambda/home?region=${region}#/functions`,
    linked: `cloudwatch/home?region=${region}#settings`,
    metric: `cloudwatch/home?region=${region}#metric-streams:`,
    redshift: `sqlworkbench/home?region=${region}`,
  };
  const page = pages[listing.split("-")[0] ?? ""];
  return page === undefined ? undefined : `${host}/${page}`;
}

/** A group of a linked account is named by its ARN. */
function groupIn(group: string, region: string, linked: string | undefined): string {
  return linked === undefined || group.startsWith("arn:")
    ? group
    : `arn:${partitionOf(region).name}:logs:${region}:${linked}:log-group:${group}`;
}

/** A topic is shown in its own Region. */
function topicLink(topic: string | undefined, region: string): string {
  const where = topic?.split(":")[3] ?? region;
  const page = topic === undefined ? "topics" : `topic/${topic}`;
  return `${consoleOf(where)}/sns/v3/home?region=${where}#/${page}`;
}

type Value = string | number | readonly Value[] | { readonly [name: string]: Value };

/** JSURL, the notation of the console's addresses: `~(a~'text~b~1~c~(~'x))`. Other characters than `\w`, `-` and `.` become `*hh`. */
function toJsurl(value: Value): string {
  if (typeof value === "number") return `~${value}`;
  if (typeof value === "string") return `~'${escaped(value)}`;
  if (Array.isArray(value)) return `~(${value.map((each: Value) => toJsurl(each)).join("")})`;
  const named = Object.entries(value).map(([name, each]) => `${escaped(name)}${toJsurl(each)}`);
  return `~(${named.join("~")})`;
}

function escaped(text: string): string {
  return [...text].map((character) => (/[\w.-]/.test(character) ? character : hexOf(character))).join("");
}

/** `*hh` for UTF-16 units below 256, else `**hhhh`. */
function hexOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units
    .map((unit) => (unit < 256 ? `*${unit.toString(16).padStart(2, "0")}` : `**${unit.toString(16).padStart(4, "0")}`))
    .join("");
}

function isoOf({ start, end }: { readonly start: number; readonly end: number }): { start: string; end: string } {
  return { start: new Date(start * 1000).toISOString(), end: new Date(end * 1000).toISOString() };
}
