import type { Cause } from "../../events/events.ts";
import type { Work } from "../../events/work.ts";
import type { Episode, Investigation } from "../state.ts";

/** Minutes after a recovery at which changes before it are read: at once, and again when CloudTrail is complete. */
const LOOKS = [0, 16] as const;

/** The timers that follow a recovery. */
export function recoveryLooks({ episodes }: Investigation): readonly Work[] {
  const episode = episodes.at(-1);
  if (!isRecovered(episode)) return [];
  return LOOKS.map((minutes) => ({
    type: "wake",
    timer: `recovery/${episode.number}/${minutes}`,
    at: new Date(Date.parse(episode.recoveredAt) + minutes * 60_000).toISOString(),
  }));
}

/** The episode of a recovery timer; undefined for other timers. */
export function episodeOfRecovery(timer: string): number | undefined {
  const [, episode] = /^recovery\/(\d+)\/\d+$/.exec(timer) ?? [];
  return episode === undefined ? undefined : Number(episode);
}

/** A recovered episode without a change before it, for which more changes may have arrived. */
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

/** The components of an investigation's hypotheses and evidence. */
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
