import { figure } from "../../../src/card/number.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Series } from "../../../src/findings/measured.ts";
import type { Metrics } from "../../../src/telemetry/ports/ports.ts";
import { columnsOf, type ReadListing } from "../call/listing.ts";
import { adviseSize, type Share, type WorkerUse } from "./worker-size.ts";

const NAMESPACE = "AWS/EMRServerless";
/** https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/app-job-metrics.html */
const DIMENSIONS = ["ApplicationId", "ApplicationName", "CapacityAllocationType", "JobId", "JobName", "WorkerType"];
const METRICS = [
  "WorkerCpuUsed",
  "WorkerCpuAllocated",
  "WorkerMemoryUsed",
  "WorkerMemoryAllocated",
  "WorkerEphemeralStorageUsed",
  "WorkerEphemeralStorageAllocated",
] as const;
/** They are written once a minute. */
const PERIOD = 60;
/** Workers of this many kinds of jobs are looked at: six metrics each, and 500 a call. */
const MOST = 80;
const ORDER = ["memory full", "disk full", "too large", "fits"];

/** What the workers of an application's jobs were given and used, those that lack something first, then those that waste most. */
export function createWorkerSizes(metrics: Metrics): ReadListing {
  return async ({ values: { application = "" }, window }, signal) => {
    const listed = await metrics.resources?.(
      { namespace: NAMESPACE, metric: METRICS[0], dimensions: DIMENSIONS },
      signal,
    );
    const own = (listed?.value ?? []).filter(
      ({ ApplicationId, ApplicationName }) => application === ApplicationId || application === ApplicationName,
    );
    if (own.length === 0)
      throw new NotSeen(`no job of the application ${application} was measured in the last two weeks`);
    const looked = own.slice(0, MOST);
    const queries = looked.flatMap((dimensions) =>
      METRICS.map((metric) => ({ namespace: NAMESPACE, metric, dimensions, statistic: "Maximum", period: PERIOD })),
    );
    const seen = await metrics.fetch(queries, window, signal);
    const gaps = [...(listed?.gaps ?? []), ...seen.gaps];
    const rows = workersOf(looked, seen.value)
      .map((each) => ({ ...each, advice: adviseSize(each.use) }))
      .toSorted(
        ({ advice: one }, { advice: other }) =>
          ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict) || other.saved - one.saved,
      )
      .map(({ job, use, advice }) => [
        job,
        use.type.replace(/^spark_/i, "").toLowerCase(),
        advice.verdict,
        shareText(use.cpu),
        shareText(use.memory),
        shareText(use.disk),
        advice.words,
      ]);
    const columns = columnsOf("Job", "Workers", "Verdict", "vCPU", "Memory, GB", "Disk, GB", "What to do");
    return { value: { columns, rows }, gaps };
  };
}

/** The workers of each job and type: those that were there before and those on demand together. */
function workersOf(
  dimensions: readonly Readonly<Record<string, string>>[],
  all: readonly (Series | undefined)[],
): readonly { readonly job: string; readonly use: WorkerUse }[] {
  const groups = Map.groupBy(dimensions.keys(), (index) => {
    const { JobId = "", WorkerType = "" } = dimensions[index] ?? {};
    return `${JobId}\n${WorkerType}`;
  });
  return [...groups.values()].flatMap((indices) => {
    const { JobId = "", JobName = "", WorkerType = "" } = dimensions[indices[0] ?? 0] ?? {};
    const peak = (offset: number): number | undefined =>
      peakOf(indices.flatMap((index) => all[index * METRICS.length + offset] ?? []));
    const share = (offset: number): Share => {
      const [used, allocated] = [peak(offset), peak(offset + 1)];
      return { ...(used !== undefined && { used }), ...(allocated !== undefined && { allocated }) };
    };
    const use = { type: WorkerType, cpu: share(0), memory: share(2), disk: share(4) };
    if (use.cpu.allocated === undefined && use.memory.allocated === undefined) return [];
    return [{ job: JobName === "" || JobName.startsWith("[") ? JobId : `${JobName} (${JobId})`, use }];
  });
}

/** The highest sum of several series on one grid; undefined if none has a value. */
function peakOf(series: readonly Series[]): number | undefined {
  const length = Math.max(0, ...series.map(({ values }) => values.length));
  const sums = Array.from({ length }, (_, index) =>
    series.map(({ values }) => values[index] ?? Number.NaN).filter((value) => !Number.isNaN(value)),
  ).flatMap((values) => (values.length === 0 ? [] : [values.reduce((sum, value) => sum + value, 0)]));
  return sums.length === 0 ? undefined : sums.reduce((one, other) => Math.max(one, other));
}

function shareText({ used, allocated }: Share): string {
  if (allocated === undefined) return "not measured";
  return `${used === undefined ? "?" : figure(used)} of ${figure(allocated)}`;
}
