import { z } from "zod";
import type { Postgres } from "../postgres.ts";
import type { Answered } from "./server.ts";

/** What the APIs answer that list what there is. Fields as in AWS's pages. */
export interface ListedContent {
  readonly links?: readonly {
    readonly LinkArn: string;
    readonly Label: string;
    readonly ResourceTypes: readonly string[];
  }[];
  /** Accounts whose metrics had values of late. */
  readonly speaking?: readonly string[];
  /** By the names of monitors, then by what is counted and to where: `RETRANSMISSIONS INTER_AZ`. */
  readonly flows?: Readonly<Record<string, Readonly<Record<string, readonly object[]>>>>;
  readonly rules?: readonly { readonly Name: string; readonly State: string; readonly report?: object }[];
  readonly streams?: readonly object[];
  /** Functions with their tags. */
  readonly functions?: readonly { readonly FunctionName: string; readonly tags?: Readonly<Record<string, string>> }[];
  /** Aliases by the names of functions. */
  readonly aliases?: Readonly<Record<string, readonly object[]>>;
  /** The database behind Redshift's Data API. */
  readonly postgres?: Postgres;
}

const PAGE = 2;

/** The IAM action of a request to a path; undefined for those of other services. */
export function listedAction(method: string, path: string): string | undefined {
  const [, action] = ROUTES.find(([route]) => route.test(`${method} ${path}`)) ?? [];
  return action;
}

const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/^POST \/ListSinks$/, "oam:ListSinks"],
  [/^POST \/ListAttachedLinks$/, "oam:ListAttachedLinks"],
  [/^POST \/monitors\/[^/]+\/topContributorsQueries$/, "networkflowmonitor:StartQueryMonitorTopContributors"],
  [
    /^GET \/monitors\/[^/]+\/topContributorsQueries\/[^/]+\/status$/,
    "networkflowmonitor:GetQueryStatusMonitorTopContributors",
  ],
  [
    /^GET \/monitors\/[^/]+\/topContributorsQueries\/[^/]+\/results$/,
    "networkflowmonitor:GetQueryResultsMonitorTopContributors",
  ],
  [/^GET \/2015-03-31\/functions\/[^/]+\/aliases$/, "lambda:ListAliases"],
];

/** The answer to one of the listing APIs; undefined for actions of others. `path` without its query. */
export function answerListed(
  content: ListedContent,
  running: Map<string, unknown>,
  action: string,
  input: Record<string, unknown>,
  path: string,
): Promise<Answered> | Answered | undefined {
  const [, name = "", id = ""] = /^\/(?:monitors|2015-03-31\/functions)\/([^/]+)\/\w+(?:\/([^/]+))?/.exec(path) ?? [];
  switch (action) {
    case "oam:ListSinks":
      return {
        body: {
          Items: content.links ? [{ Arn: "arn:aws:oam:eu-west-1:111122223333:sink/s-1", Id: "s-1", Name: "all" }] : [],
        },
      };
    case "oam:ListAttachedLinks": {
      const from = Number(input.NextToken ?? 0);
      const links = content.links ?? [];
      const more = from + PAGE < links.length ? { NextToken: String(from + PAGE) } : {};
      return { body: { Items: links.slice(from, from + PAGE), ...more } };
    }
    case "networkflowmonitor:StartQueryMonitorTopContributors": {
      const monitor = content.flows?.[name];
      if (!monitor) return { error: "ResourceNotFoundException", message: `no monitor ${name}` };
      const asked = flowQuery.parse(input);
      const queryId = `query-${running.size}`;
      running.set(queryId, monitor[`${asked.metricName} ${asked.destinationCategory}`] ?? []);
      return { body: { queryId } };
    }
    case "networkflowmonitor:GetQueryStatusMonitorTopContributors":
      return { body: { status: running.has(id) ? "SUCCEEDED" : "FAILED" } };
    case "networkflowmonitor:GetQueryResultsMonitorTopContributors":
      return { body: { topContributors: running.get(id), unit: "Count" } };
    case "lambda:ListFunctions":
      return (
        content.functions && {
          body: {
            Functions: content.functions.map(({ tags: _, ...own }) => ({
              ...own,
              FunctionArn: arnOf(own.FunctionName),
            })),
          },
        }
      );
    case "tag:GetResources":
      return (
        content.functions && { body: taggedBy(content.functions, tagFilter.parse(input).TagFilters[0]?.Key ?? "") }
      );
    case "lambda:ListAliases":
      return { body: { Aliases: content.aliases?.[name] ?? [] } };
    case "cloudwatch:ListMetrics": {
      if (input.Namespace !== undefined) return undefined;
      const { RecentlyActive, IncludeLinkedAccounts, OwningAccount } = input;
      const speaks =
        RecentlyActive === "PT3H" && IncludeLinkedAccounts && content.speaking?.includes(String(OwningAccount));
      return { body: { Metrics: speaks ? [{ Namespace: "AWS/Lambda", MetricName: "Errors" }] : [] } };
    }
    case "cloudwatch:DescribeInsightRules":
      return { body: { InsightRules: (content.rules ?? []).map(({ report: _, ...rule }) => rule) } };
    case "cloudwatch:GetInsightRuleReport": {
      const rule = content.rules?.find(({ Name }) => Name === input.RuleName);
      return rule?.report
        ? { body: rule.report }
        : { error: "ResourceNotFoundException", message: "The rule does not exist." };
    }
    case "cloudwatch:ListMetricStreams":
      return { body: { Entries: content.streams ?? [] } };
    case "redshift-data:ExecuteStatement":
      return execute(content, running, statement.parse(input));
    case "redshift-data:DescribeStatement":
      return { body: { Id: input.Id, HasResultSet: true, ...statementOf(running, input).state } };
    case "redshift-data:GetStatementResult":
      return statementOf(running, input).page(Number(input.NextToken ?? 0));
    case "redshift-data:CancelStatement":
      return { body: { Status: running.delete(String(input.Id)) } };
    default:
      return undefined;
  }
}

const tagFilter = z.object({ TagFilters: z.array(z.object({ Key: z.string() })).default([]) });

function taggedBy(functions: NonNullable<ListedContent["functions"]>, key: string) {
  const found = functions.flatMap(({ FunctionName, tags = {} }) => {
    const value = tags[key];
    return value === undefined
      ? []
      : [
          {
            ResourceARN: arnOf(FunctionName),
            Tags: [
              { Key: "other", Value: "x" },
              { Key: key, Value: value },
            ],
          },
        ];
  });
  return { ResourceTagMappingList: found, PaginationToken: "" };
}

function arnOf(name: string): string {
  return `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
}

const flowQuery = z.object({
  startTime: z.number().int(),
  endTime: z.number().int(),
  metricName: z.enum(["ROUND_TRIP_TIME", "TIMEOUTS", "RETRANSMISSIONS", "DATA_TRANSFERRED"]),
  destinationCategory: z.enum([
    "INTRA_AZ",
    "INTER_AZ",
    "INTER_VPC",
    "INTER_REGION",
    "AMAZON_S3",
    "AMAZON_DYNAMODB",
    "UNCLASSIFIED",
  ]),
  limit: z.number().int().min(1).max(500),
});
const statement = z.object({ WorkgroupName: z.string().min(3), Database: z.string(), Sql: z.string() });

interface Statement {
  readonly state: object;
  page(from: number): Answered;
}

const ROWS = 3;

function statementOf(running: ReadonlyMap<string, unknown>, { Id }: Record<string, unknown>): Statement {
  return running.get(String(Id)) as Statement;
}

async function execute(
  { postgres }: ListedContent,
  running: Map<string, unknown>,
  { WorkgroupName, Sql }: z.infer<typeof statement>,
): Promise<Answered> {
  if (WorkgroupName === "nobody")
    return { error: "ResourceNotFoundException", message: "Redshift endpoint doesn't exist in this region." };
  const Id = `statement-${running.size}`;
  running.set(
    Id,
    await postgres?.query(Sql).then(
      ({ columns, rows }): Statement => ({
        state: { Status: "FINISHED" },
        page: (from) => ({
          body: {
            ColumnMetadata: columns.map(([name, typeName]) => ({ name, label: name, typeName })),
            Records: rows
              .slice(from, from + ROWS)
              .map((row) => row.map((cell, at) => toCell(cell, columns[at]?.[1] ?? ""))),
            ...(from + ROWS < rows.length && { NextToken: String(from + ROWS) }),
          },
        }),
      }),
      (error: Error): Statement => ({ state: { Status: "FAILED", Error: error.message }, page: () => ({ body: {} }) }),
    ),
  );
  return { body: { Id } };
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_Field.html */
function toCell(text: string | undefined, type: string): object {
  if (text === undefined) return { isNull: true };
  if (/^(?:bigint|integer|smallint)$/.test(type)) return { longValue: Number(text) };
  if (/^double|^real/.test(type)) return { doubleValue: Number(text) };
  return type === "boolean" ? { booleanValue: text === "t" } : { stringValue: text };
}
