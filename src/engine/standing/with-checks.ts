import { sameCause } from "../../events/cause.ts";
import type { Standing } from "../../events/events.ts";
import type { Check } from "../../findings/check.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import type { Weighed } from "../hypothesis.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";

const BELOW: Readonly<Record<Standing, Standing>> = { CONFIRMED: "LIKELY", LIKELY: "POSSIBLE", POSSIBLE: "POSSIBLE" };

/** A cause with what people checked of it: each check weighs, and one against it takes a step of its standing. */
export function withChecks({ findings: { checks = [] } }: Scene, weighed: Weighed): Weighed {
  const own = checks.filter(({ cause }) => sameCause(cause, weighed.cause));
  if (own.length === 0) return weighed;
  const supports = own.filter(({ bearing }) => bearing === "supports").map(toDraft);
  const contradicts = own.filter(({ bearing }) => bearing === "weakens").map(toDraft);
  const factor = (1 + settings.checkShare) ** (supports.length - contradicts.length);
  return {
    ...weighed,
    standing: contradicts.length > 0 ? BELOW[weighed.standing] : weighed.standing,
    score: Number((weighed.score * factor).toFixed(4)),
    supports: [...weighed.supports, ...supports],
    contradicts: [...weighed.contradicts, ...contradicts],
  };
}

function toDraft({ evidence }: Check): EvidenceDraft {
  return { ...evidence, key: `check ${evidence.query} ${evidence.sentence}` };
}
