import { readIncidents } from "../adapters/recording/incidents/incidents.ts";
import { createLooks } from "../adapters/recording/incidents/telemetry.ts";
import { diagnose } from "../src/engine/diagnose.ts";
import { type Settings, withSettings } from "../src/engine/settings.ts";
import type { Findings } from "../src/findings/findings.ts";
import type { Diagnosis } from "../src/investigation/diagnosis.ts";
import { rankOf } from "./petshop-score.ts";
import { readWindows } from "./petshop-windows.ts";
import { casesOf, findingsOf } from "./recorded-cases.ts";
import { isAccused } from "./recorded-score.ts";
import { isTrue } from "./shop-pair.ts";
import { gather, type Play, stage } from "./shop-play.ts";

/** Findings that were collected once, and what is right of them; undefined where nothing was wrong. */
export interface GatheredCase {
  readonly findings: Findings;
  readonly isFound: ((diagnosis: Diagnosis) => boolean) | undefined;
}

/** Faults and normal windows of one application under one load. */
export interface DataSet {
  readonly cases: readonly GatheredCase[];
}

/** Faults whose true component comes first, and normal windows in which somebody is accused. */
export interface Result {
  readonly faults: number;
  readonly found: number;
  readonly normal: number;
  readonly accused: number;
}

/** Diagnoses a set with some settings changed. */
export function resultOf({ cases }: DataSet, changed: Partial<Settings>): Result {
  return withSettings(changed, () => {
    const faults = cases.flatMap(({ findings, isFound }) => (isFound ? [isFound(diagnose(findings))] : []));
    const normal = cases.flatMap(({ findings, isFound }) => (isFound ? [] : [isAccused(diagnose(findings))]));
    const [found, accused] = [faults.filter(Boolean).length, normal.filter(Boolean).length];
    return { faults: faults.length, found, normal: normal.length, accused };
  });
}

/** Normal windows of a set, spread over the recording: they only have to show settings that accuse anybody. */
export const NORMAL = 5;

/** Recorded faults of PetShop, so many at most. */
export async function petshop(folder: string, most = Number.POSITIVE_INFINITY): Promise<DataSet> {
  const windows = await readWindows(folder);
  const faults = spread(
    windows.filter(({ truth }) => truth !== undefined),
    most,
  );
  const normal = spread(
    windows.filter(({ truth }) => truth === undefined),
    NORMAL,
  );
  return { cases: [...faults, ...normal].map(({ findings, truth }) => ({ findings, isFound: isComponent(truth) })) };
}

/** Recorded faults of a folder that is laid out as `docs/recorded.md` describes, without those whose alarm names the faulty component; so many at most. */
export async function recorded(folder: string, most = Number.POSITIVE_INFINITY): Promise<DataSet> {
  const incidents = await readIncidents(folder);
  const cases = casesOf(incidents, "entry").filter(
    ({ truth, alarm }) => truth === undefined || truth !== alarm?.component,
  );
  const faults = spread(
    cases.filter(({ truth }) => truth !== undefined),
    most,
  );
  const normal = spread(
    cases.filter(({ truth }) => truth === undefined),
    NORMAL,
  );
  const look = createLooks(incidents);
  const gathered: GatheredCase[] = [];
  for (const each of [...faults, ...normal]) {
    const findings = await findingsOf(look, each);
    if (findings) gathered.push({ findings, isFound: isComponent(each.truth) });
  }
  return { cases: gathered };
}

/** Random faults and normal days of the simulated shop, from a seed on. */
export async function simulated(
  first: number,
  { faults, normal }: { readonly faults: number; readonly normal: number },
  world?: "harder",
): Promise<DataSet> {
  const cases: GatheredCase[] = [];
  for (let seed = first; cases.length < faults + normal; seed++) {
    const wanted: Play = { seed, normal: cases.length >= faults, ...(world && { world }) };
    let now = new Date(0);
    const simulation = stage(wanted, () => now);
    if (!simulation) continue;
    now = new Date(simulation.alarmAt.getTime() + LOOKED_AT_AFTER_MS);
    const findings = await gather(wanted, simulation, now);
    const { incident } = simulation;
    const isFound = ({ hypotheses: [top] }: Diagnosis): boolean => top !== undefined && isTrue(top, { incident });
    cases.push({ findings, isFound: wanted.normal ? undefined : isFound });
  }
  return { cases };
}

const LOOKED_AT_AFTER_MS = 300_000;

function isComponent(truth: string | undefined): GatheredCase["isFound"] {
  return truth === undefined ? undefined : ({ hypotheses }) => rankOf(hypotheses, truth) === 1;
}

/** So many of all at most, from the whole of it. */
function spread<Item>(all: readonly Item[], most: number): readonly Item[] {
  const count = Math.min(most, all.length);
  return all.filter(
    (_, index) => Math.floor((index * count) / all.length) !== Math.floor(((index - 1) * count) / all.length),
  );
}
