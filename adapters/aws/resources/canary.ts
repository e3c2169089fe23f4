import { type LambdaClient, ListAliasesCommand } from "@aws-sdk/client-lambda";
import { figure } from "../../../src/card/number.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Metrics } from "../../../src/telemetry/ports/ports.ts";
import { columnsOf, type ReadListing, sumOf } from "../call/listing.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

export const listAliases: Operation = {
  action: "lambda:ListAliases",
  reason: "compare the versions between which an alias divides its calls",
  resources: ["arn:aws:lambda:*:*:function:*"],
};

const MOST_PAGES = 5;
const PERIOD = 60;
/** Fewer calls of the new version say nothing. */
const FEWEST = 50;
/** The new version fails by chance so much more often in one of twenty cases at most: one-sided 5 % of the normal distribution. */
const SURE = 1.645;
/** A percentage point: less is not worth going back. */
const MATTERS = 0.01;

/** Calls and errors of one version. */
export interface VersionCalls {
  readonly calls: number;
  readonly errors: number;
}

/** What becomes of a new version, by a test of two proportions: https://www.itl.nist.gov/div898/handbook/prc/section3/prc33.htm */
export function judgeCanary(old: VersionCalls, fresh: VersionCalls): "roll back" | "no worse" | "too few calls" {
  if (fresh.calls < FEWEST || old.calls < FEWEST) return "too few calls";
  const [before, after] = [old.errors / old.calls, fresh.errors / fresh.calls];
  const pooled = (old.errors + fresh.errors) / (old.calls + fresh.calls);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / old.calls + 1 / fresh.calls));
  return after - before > MATTERS && (after - before) / spread > SURE ? "roll back" : "no worse";
}

/** The versions of each alias that divides its calls: how often each fails, what to do, and the way back. */
export function createCanary(lambda: LambdaClient, metrics: Metrics, session: Session): ReadListing {
  const list = session.asked(
    listAliases,
    async ({ FunctionName, NextToken: Marker }: Next & { readonly FunctionName: string }, abortSignal) => {
      const page = await lambda.send(new ListAliasesCommand({ FunctionName, Marker }), { abortSignal });
      return { NextToken: page.NextMarker, aliases: page.Aliases ?? [] };
    },
  );
  return async ({ values: { function: name = "" }, window }, signal) => {
    const { pages } = await pagesOf((next) => list({ FunctionName: name, ...next }, signal), MOST_PAGES);
    const divided = pages
      .flatMap(({ aliases }) => aliases)
      .flatMap(({ Name: alias = "", FunctionVersion: old = "", RoutingConfig }) =>
        Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {}).map(([fresh, share]) => ({
          alias,
          old,
          fresh,
          share,
        })),
      );
    if (divided.length === 0) throw new NotSeen(`no alias of ${name} divides its calls between two versions`);
    const asked = divided.flatMap(({ alias, old, fresh }) =>
      [old, fresh].flatMap((version) =>
        ["Invocations", "Errors"].map((metric) => ({
          namespace: "AWS/Lambda",
          metric,
          dimensions: { FunctionName: name, Resource: `${name}:${alias}`, ExecutedVersion: version },
          statistic: "Sum",
          period: PERIOD,
        })),
      ),
    );
    const seen = await metrics.fetch(asked, window, signal);
    const sums = seen.value.map(sumOf);
    const rows = divided.flatMap(({ alias, old, fresh, share }, index) => {
      const [oldCalls = 0, oldErrors = 0, calls = 0, errors = 0] = sums.slice(4 * index, 4 * index + 4);
      const before = { calls: oldCalls, errors: oldErrors };
      const after = { calls, errors };
      const verdict = judgeCanary(before, after);
      const back = `aws lambda update-alias --function-name ${name} --name ${alias} --function-version ${old} --routing-config AdditionalVersionWeights={}`;
      return [
        rowOf(alias, fresh, share, after, verdict, verdict === "roll back" ? back : ""),
        rowOf(alias, old, 1 - share, before, "", ""),
      ];
    });
    const columns = columnsOf("Alias", "Version", "#Share", "#Calls", "#Errors", "#Fails", "Verdict", "Way back");
    return { value: { columns, rows }, gaps: seen.gaps };
  };
}

function rowOf(
  alias: string,
  version: string,
  share: number,
  { calls, errors }: VersionCalls,
  verdict: string,
  back: string,
): readonly string[] {
  const percent = calls > 0 ? `${figure((100 * errors) / calls)} %` : "–";
  return [alias, version, `${figure(100 * share)} %`, figure(calls), figure(errors), percent, verdict, back];
}
