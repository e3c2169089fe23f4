import { type FunctionConfiguration, type LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetResourcesCommand, type ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { quantity } from "../../../src/card/number.ts";
import type { Gap } from "../../../src/events/events.ts";
import { gapOf } from "../../../src/telemetry/ports/gap.ts";
import type { Metrics } from "../../../src/telemetry/ports/ports.ts";
import { columnsOf, type ReadListing, sumOf } from "../call/listing.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { lambdaOperations } from "./functions.ts";
import { RUNTIME_ENDS } from "./runtime-ends.ts";
import { getResources } from "./tagged.ts";

/** Pages with 50 functions, and with the tags of 100. */
const MOST_PAGES = 200;
/** A runtime is named this many days before its end. */
const AHEAD_DAYS = 180;
const DAY = 86_400;
/** Functions whose calls are counted: one metric each. */
const MOST_COUNTED = 100;
const LOOK_BACK = 14 * DAY;

interface FunctionsDeps {
  readonly lambda: LambdaClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  readonly metrics: Metrics;
  readonly session: Session;
  readonly now: () => Date;
}

/** The functions of the account with the values of one of their tags, by their ARNs. */
function createFleet({ lambda, tagging, session }: FunctionsDeps) {
  const listFunctions = session.asked(
    lambdaOperations.listFunctions,
    async ({ NextToken: Marker }: Next, abortSignal) => {
      const page = await lambda.send(new ListFunctionsCommand({ Marker }), { abortSignal });
      return { NextToken: page.NextMarker, functions: page.Functions ?? [] };
    },
  );
  const listTagged = session.asked(
    getResources,
    async ({ tag, NextToken }: Next & { readonly tag: string }, abortSignal) => {
      const asked = {
        ResourceTypeFilters: ["lambda:function"],
        TagFilters: [{ Key: tag }],
        ResourcesPerPage: 100,
        PaginationToken: NextToken,
      };
      const page = await tagging.send(new GetResourcesCommand(asked), { abortSignal });
      return { NextToken: page.PaginationToken || undefined, found: page.ResourceTagMappingList ?? [] };
    },
  );
  return async (tag: string, signal: AbortSignal) => {
    const [functions, tagged] = await Promise.all([
      pagesOf((next) => listFunctions(next, signal), MOST_PAGES),
      pagesOf((next) => listTagged({ tag, ...next }, signal), MOST_PAGES).catch((error: unknown) => {
        signal.throwIfAborted();
        return { pages: [], more: false, gap: gapOf("owners", error) };
      }),
    ]);
    const owners = new Map(
      tagged.pages.flatMap(({ found }) =>
        found.map(
          ({ ResourceARN = "", Tags = [] }) => [ResourceARN, Tags.find(({ Key }) => Key === tag)?.Value ?? ""] as const,
        ),
      ),
    );
    const gaps: Gap[] = [
      ...("gap" in tagged ? [tagged.gap] : []),
      ...(functions.more || tagged.more ? [{ what: "functions", reason: "there are more; not all were read" }] : []),
    ];
    return {
      functions: functions.pages.flatMap((page) => page.functions),
      ownerOf: ({ FunctionArn = "" }: FunctionConfiguration) => owners.get(FunctionArn) || "nobody",
      gaps,
    };
  };
}

/** Functions whose runtime AWS has ended or will end within half a year: the first to end first, of those the most called. */
export function createRuntimes(deps: FunctionsDeps): ReadListing {
  const fleet = createFleet(deps);
  return async ({ values: { tag = "owner" } }, signal) => {
    const { functions, ownerOf, gaps } = await fleet(tag, signal);
    const today = Math.floor(deps.now().getTime() / 1000 / DAY) * DAY;
    const ending = functions
      .flatMap((each) => {
        const end = RUNTIME_ENDS[each.Runtime ?? ""];
        const days = end === undefined ? Number.NaN : Math.round(Date.parse(end) / 1000 / DAY - today / DAY);
        return end !== undefined && days <= AHEAD_DAYS ? [{ ...each, end, days }] : [];
      })
      .toSorted((one, other) => one.days - other.days);
    const calls = await callsOf(deps, ending.slice(0, MOST_COUNTED), today, signal);
    const rows = ending
      .map((each, index) => ({ each, calls: calls[index] }))
      .toSorted((one, other) => one.each.days - other.each.days || (other.calls ?? 0) - (one.calls ?? 0))
      .map(({ each, calls: called }) => [
        each.FunctionName ?? "",
        ownerOf(each),
        each.Runtime ?? "",
        each.end,
        each.days <= 0 ? `ended ${-each.days} days ago` : `in ${each.days} days`,
        called === undefined ? "not counted" : quantity(called, "Count"),
      ]);
    const columns = columnsOf("Function", tag, "Runtime", "End", "When", "#Calls in 14 days");
    return { value: { columns, rows }, gaps };
  };
}

/** How often functions were called in the last two weeks; zero where there is no value. */
async function callsOf(
  { metrics }: FunctionsDeps,
  functions: readonly FunctionConfiguration[],
  end: number,
  signal: AbortSignal,
): Promise<readonly (number | undefined)[]> {
  if (functions.length === 0) return [];
  const { value } = await metrics.fetch(
    functions.map(({ FunctionName = "" }) => ({
      namespace: "AWS/Lambda",
      metric: "Invocations",
      dimensions: { FunctionName },
      statistic: "Sum",
      period: DAY,
    })),
    { start: end - LOOK_BACK, end },
    signal,
  );
  return value.map(sumOf);
}

/** Functions that were not called for two weeks: CloudWatch lists no metric of theirs. The longest unchanged first. */
export function createUnused(deps: FunctionsDeps): ReadListing {
  const fleet = createFleet(deps);
  return async ({ values: { tag = "owner" } }, signal) => {
    const listed = { namespace: "AWS/Lambda", metric: "Invocations", dimensions: ["FunctionName"] };
    const [{ functions, ownerOf, gaps }, called] = await Promise.all([
      fleet(tag, signal),
      deps.metrics.resources?.(listed, signal),
    ]);
    const names = new Set(called?.value.map(({ FunctionName }) => FunctionName));
    const rows = functions
      .filter(({ FunctionName }) => !names.has(FunctionName ?? ""))
      .toSorted((one, other) => (one.LastModified ?? "").localeCompare(other.LastModified ?? ""))
      .map((each) => [
        each.FunctionName ?? "",
        ownerOf(each),
        each.Runtime ?? each.PackageType ?? "",
        (each.LastModified ?? "").slice(0, 10),
      ]);
    const columns = columnsOf("Function", tag, "Runtime", "Last changed");
    return { value: { columns, rows }, gaps: [...gaps, ...(called?.gaps ?? [])] };
  };
}
