import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import type { AlarmContent, HistoryItem, ListedAlarm } from "./alarms.ts";
import { type AthenaTable, answerAthena } from "./athena.ts";
import { answerCloudTrail } from "./cloudtrail.ts";
import { answerCloudWatch, type Detector, type ListedMetric } from "./cloudwatch.ts";
import { answerDatabaseInsights, answerRds, type ListedDatabase } from "./databases.ts";
import { answerEc2, type Ec2Content, ec2Error } from "./ec2.ts";
import { answerListed, type ListedContent, listedAction } from "./listed.ts";
import { answerLogs } from "./logs.ts";
import { answerBalancing, answerEcs, answerLambda, answerTagging, type ResourceContent } from "./resources.ts";
import { answerXRay } from "./xray.ts";

/** How it behaves besides answering. */
export interface Manners {
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
  /** Every n-th call is throttled. */
  readonly throttleEvery?: number;
  /** IAM actions that are denied: `logs:StartQuery`. */
  readonly deny?: readonly string[];
  /** Milliseconds that a search of logs goes on. */
  readonly searchMs?: number;
  /** Every call fails with this error's name. */
  readonly fails?: string;
}

export interface AwsCall {
  readonly action: string;
  readonly body: string;
  readonly region: string;
  readonly throttled: boolean;
}

/** What it answers with. */
export interface AwsContent {
  readonly telemetry: Telemetry;
  readonly alarms?: readonly ListedAlarm[];
  readonly history?: readonly HistoryItem[];
  readonly detectors?: readonly Detector[];
  readonly tables?: Readonly<Record<string, AthenaTable>>;
  readonly ec2?: Ec2Content;
  readonly resources?: ResourceContent;
  /** By their names. */
  readonly databases?: Readonly<Record<string, ListedDatabase>>;
  /** What the APIs list that have no metrics and no logs. */
  readonly apis?: ListedContent;
  /** Metrics that are listed besides those of the telemetry. */
  readonly listed?: readonly ListedMetric[];
  /** What other accounts share with this one, by their ids. */
  readonly shared?: Readonly<Record<string, Telemetry>>;
  /** Calls from one account into another: `account/component`. */
  readonly crossing?: readonly { readonly from: string; readonly to: string }[];
}

/** CloudWatch, Logs, CloudTrail, X-Ray, EC2, ECS, Lambda, load balancers, tags and Athena on loopback, in the formats of the wire, out of any telemetry. */
export interface AwsCounterpart {
  readonly endpoint: string;
  readonly calls: readonly AwsCall[];
  /** The mute rules that are there, by their names. */
  readonly mutes: AlarmContent["mutes"];
  behave(manners: Manners): void;
  close(): Promise<void>;
}

/** An answer, or an error with its name. */
export type Answered =
  | { readonly body: unknown }
  | { readonly xml: string }
  | { readonly error: string; readonly message: string };

export async function startAws(content: AwsContent, first: Manners = {}): Promise<AwsCounterpart> {
  const calls: AwsCall[] = [];
  const put = new Map<string, ListedAlarm>();
  const mutes: AwsCounterpart["mutes"] = new Map();
  const running = new Map<string, unknown>();
  let manners = first;
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const form = isForm(request) ? new URLSearchParams(body) : undefined;
    const action = form ? formAction(form) : actionOf(request);
    const fail = form ? failInXml : failInJson;
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const { latencyMs, throttleEvery = 0, deny = [], fails } = manners;
    const throttled = throttleEvery > 0 && (calls.length + 1) % throttleEvery === 0;
    calls.push({ action, body, region, throttled });
    if (latencyMs) await setTimeout(latencyMs);
    if (throttled) return fail(response, "ThrottlingException", "Rate exceeded");
    if (deny.includes(action)) {
      return fail(response, "AccessDeniedException", `User is not authorized to perform: ${action}`);
    }
    if (fails !== undefined) return fail(response, fails, "no");
    const answered = form
      ? answerForm(form)
      : await answer(action, body === "" ? {} : JSON.parse(body), pathOf(request.url ?? ""));
    if ("error" in answered) return fail(response, answered.error, answered.message);
    if ("xml" in answered) return void response.writeHead(200, { "content-type": "text/xml" }).end(answered.xml);
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(answered.body));
  }

  function answerForm(form: URLSearchParams): Answered {
    const operation = form.get("Action") ?? "";
    if (form.get("Version") === RDS) return answerRds(content.databases ?? {}, form);
    return form.get("Version") === BALANCING
      ? answerBalancing(content.resources ?? {}, operation, form)
      : answerEc2(content.ec2, operation, form);
  }

  function answer(action: string, input: Record<string, unknown>, path: string): Promise<Answered> | Answered {
    const listed = answerListed(content.apis ?? {}, running, action, input, path);
    if (listed) return listed;
    const [service = "", operation = ""] = action.split(":");
    switch (service) {
      case "cloudwatch":
        return answerCloudWatch({ ...content, put, mutes }, operation, input);
      case "logs":
        return answerLogs(content, running, operation, input, manners.searchMs);
      case "cloudtrail":
        return answerCloudTrail(content, input);
      case "xray":
        return answerXRay(content, operation, input);
      case "athena":
        return answerAthena(content, running, operation, input);
      case "ecs":
        return answerEcs(content.resources ?? {}, operation, input);
      case "lambda":
        return answerLambda(content.resources ?? {}, operation);
      case "pi":
        return answerDatabaseInsights(content.databases ?? {}, input);
      case "tag":
        return answerTagging(content.resources ?? {});
      default:
        return { error: "UnknownOperationException", message: action };
    }
  }

  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    mutes,
    behave(next) {
      manners = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

const TARGETS: Readonly<Record<string, string>> = {
  GraniteServiceVersion20100801: "cloudwatch",
  Logs_20140328: "logs",
  CloudTrail_20131101: "cloudtrail",
  AmazonAthena: "athena",
  AmazonEC2ContainerServiceV20141113: "ecs",
  ResourceGroupsTaggingAPI_20170126: "tag",
  PerformanceInsightsv20180227: "pi",
  RedshiftData: "redshift-data",
};
const PATHS: Readonly<Record<string, string>> = {
  "/ServiceGraph": "xray:GetServiceGraph",
  "/TraceSummaries": "xray:GetTraceSummaries",
  "/2015-03-31/functions": "lambda:ListFunctions",
  "/2015-03-31/event-source-mappings": "lambda:ListEventSourceMappings",
};

/** The IAM action that a request would be checked for. */
function actionOf({ headers, method = "", url = "" }: IncomingMessage): string {
  const target = String(headers["x-amz-target"] ?? "").split(".");
  const service = TARGETS[target.at(-2) ?? ""];
  return service === undefined
    ? (PATHS[pathOf(url)] ?? listedAction(method, pathOf(url)) ?? "unknown")
    : `${service}:${target.at(-1)}`;
}

/** The path without its query and its last slash. */
function pathOf(url: string): string {
  return (url.split("?")[0] ?? "").replace(/\/$/, "");
}

/** The version of the API of load balancers, which tells its requests from EC2's. */
const BALANCING = "2015-12-01";
/** The same of RDS. */
const RDS = "2014-10-31";

function formAction(form: URLSearchParams): string {
  const version = form.get("Version");
  const service = version === BALANCING ? "elasticloadbalancing" : version === RDS ? "rds" : "ec2";
  return `${service}:${form.get("Action")}`;
}

/** EC2 and the load balancers are asked in Query's form, the others in JSON. */
function isForm({ headers }: IncomingMessage): boolean {
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
}

function failInXml(response: ServerResponse, name: string, message: string): void {
  response.writeHead(name === "ThrottlingException" ? 503 : 400).end(ec2Error(name, message));
}

function failInJson(response: ServerResponse, name: string, message: string): void {
  const status = name === "ThrottlingException" ? 429 : 400;
  response
    .writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": name })
    .end(JSON.stringify({ __type: name, message }));
}
