import type { Cause } from "../../events/events.ts";
import type { Work } from "../../events/work.ts";
import type { Episode, Investigation } from "../state.ts";

/** Minutes after a recovery at which it is looked for what came before: at once, and when CloudTrail, which comes late, can tell. */
const LOOKS = [0, 16] as const;

/** The wake-ups that follow from a recovery. */
export function recoveryLooks({ episodes }: Investigation): readonly Work[] {
  const episode = episodes.at(-1);
  if (!isRecovered(episode)) return [];
  return LOOKS.map((minutes) => ({
    type: "wake",
    timer: `recovery/${episode.number}/${minutes}`,
    at: new Date(Date.parse(episode.recoveredAt) + minutes * 60_000).toISOString(),
  }));
}

/** The episode whose recovery a wake-up looks at; undefined for other timers. */
export function episodeOfRecovery(timer: string): number | undefined {
  const [, episode] = /^recovery\/(\d+)\/\d+$/.exec(timer) ?? [];
  return episode === undefined ? undefined : Number(episode);
}

/** A recovered episode that has not been looked at to its end: nothing was found, and more may have arrived. */
export function recoveryToLookAt(
  state: Investigation,
  number: number,
): { readonly firedAt: string; readonly recoveredAt: string } | undefined {
  const episode = state.episodes.find((each) => each.number === number);
  if (state.status === "none" || !isRecovered(episode) || !state.findings[number]?.requested) return undefined;
  const seen = state.findings[number].recovery;
  const done =
    seen?.recoveredAt === episode.recoveredAt && (seen.followed || seen.horizon >= seconds(seen.recoveredAt));
  return done ? undefined : episode;
}

/** The components that a thread speaks of: of its hypotheses and its evidence. */
export function componentsOf({ hypotheses, evidence }: Investigation): readonly Cause["component"][] {
  const named = [
    ...hypotheses.map(({ cause }) => cause.component),
    ...evidence.flatMap((each) => each.evidence.component ?? []),
  ];
  return [...new Map(named.map((component) => [component.id, component])).values()];
}

function isRecovered(episode: Episode | undefined): episode is Episode & { readonly recoveredAt: string } {
  return episode?.state === "OK" && episode.recoveredAt !== undefined;
}

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
