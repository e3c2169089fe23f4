import {
  type FunctionConfiguration,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from "@aws-sdk/client-lambda";
import type { Descriptions, Relation } from "../../../src/telemetry/resources/descriptions.ts";
import { referencesIn } from "../../../src/telemetry/resources/references.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

export const lambdaOperations = {
  listFunctions: {
    action: "lambda:ListFunctions",
    reason: "find the addresses of other resources in a function's environment; nothing else of it is kept",
  },
  listEventSourceMappings: {
    action: "lambda:ListEventSourceMappings",
    reason: "know which function takes the messages of a queue, a stream or a table",
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Pages with 50 functions, or 100 mappings. */
const MOST_PAGES = 10;

/** Functions with what they take from and what their settings name; `more`: there are further ones. */
export function createFunctions(
  client: LambdaClient,
  session: Session,
): (signal: AbortSignal) => Promise<Descriptions & { readonly more: boolean }> {
  const listFunctions = session.asked(
    lambdaOperations.listFunctions,
    async ({ NextToken: Marker }: Next, abortSignal) => {
      const page = await client.send(new ListFunctionsCommand({ Marker }), { abortSignal });
      return { NextToken: page.NextMarker, functions: page.Functions ?? [] };
    },
  );
  const listMappings = session.asked(
    lambdaOperations.listEventSourceMappings,
    async ({ NextToken: Marker }: Next, abortSignal) => {
      const page = await client.send(new ListEventSourceMappingsCommand({ Marker, MaxItems: 100 }), { abortSignal });
      return { NextToken: page.NextMarker, mappings: page.EventSourceMappings ?? [] };
    },
  );
  return async (signal) => {
    const [functions, mappings] = await Promise.all([
      pagesOf((next) => listFunctions(next, signal), MOST_PAGES),
      pagesOf((next) => listMappings(next, signal), MOST_PAGES),
    ]);
    const all = functions.pages.flatMap((page) => page.functions);
    return {
      resources: all.flatMap(({ FunctionArn: arn, LoggingConfig }) =>
        arn === undefined ? [] : [{ arn, ...(LoggingConfig?.LogGroup && { logGroups: [LoggingConfig.LogGroup] }) }],
      ),
      relations: [
        ...all.flatMap(relationsOf),
        ...mappings.pages.flatMap((page) =>
          page.mappings.flatMap(({ EventSourceArn: from, FunctionArn: arn }): Relation[] =>
            from === undefined || arn === undefined ? [] : [{ from, to: { type: "arn", arn }, asynchronous: true }],
          ),
        ),
      ],
      more: functions.more || mappings.more,
    };
  };
}

function relationsOf({ FunctionArn: from, Environment, DeadLetterConfig }: FunctionConfiguration): readonly Relation[] {
  if (from === undefined) return [];
  const settings = Object.entries(Environment?.Variables ?? {}).map(([name, value]) => ({ name, value }));
  const dead = DeadLetterConfig?.TargetArn;
  return [
    ...referencesIn(settings).map((to): Relation => ({ from, to })),
    ...(dead === undefined ? [] : [{ from, to: { type: "arn", arn: dead }, asynchronous: true } as const]),
  ];
}
