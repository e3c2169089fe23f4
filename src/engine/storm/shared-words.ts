import { counted } from "../../card/number.ts";
import type { Evidence } from "../../events/events.ts";
import type { AttributedResource, Wording } from "../../findings/shared-attribute.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import type { Announced, Many } from "./affected.ts";
import type { Sharing } from "./shared-attributes.ts";

type Place = NonNullable<Evidence["component"]>;

/** For example "41 of 42 alarms are in zone euw1-az1, 3 of 310 resources without an alarm are". */
export function sharingStatement({ affected, wording }: Many, { attribute, table }: Sharing): string {
  const { phrase, again } = wordingOf(wording, attribute.name);
  const quietCount = table.quietWith + table.quietWithout;
  const few = table.quietWith === 0 ? "none" : table.quietWith;
  const also = table.quietWith > 1 ? again : SINGULAR[again];
  const quiet =
    quietCount === 0
      ? "no resource without an alarm tells"
      : `${few} of ${counted(quietCount, "resource")} without an alarm ${also}`;
  return `${table.affectedWith} of ${affected.length} alarms ${phrase} ${attribute.value}, ${quiet}`;
}

/** Of one thing, or of none. */
const SINGULAR: Readonly<Record<Wording["again"], string>> = { are: "is", do: "does" };

/** The comparison with its figures. */
export function sharingEvidence(many: Many, sharing: Sharing, component: Place): EvidenceDraft {
  const { attribute, table, affectedShare, quietShare, ratio, score } = sharing;
  return {
    ...shape(many, component),
    key: `shared ${component.id}`,
    kind: "topology",
    sentence: sharingStatement(many, sharing),
    figures: {
      affectedWith: table.affectedWith,
      affected: many.affected.length,
      quietWith: table.quietWith,
      quiet: table.quietWith + table.quietWithout,
      affectedShare,
      ...(Number.isFinite(quietShare) && { quietShare }),
      likelihoodRatio: ratio,
      fisher: score,
    },
    query: `alarms of the storm and resources without an alarm by ${attribute.name}`,
  };
}

const NAMED = 3;

/** The exceptions: affected resources without the value, unaffected ones with it; undefined if there are none. */
export function exceptionsEvidence(many: Many, sharing: Sharing, component: Place): EvidenceDraft | undefined {
  const { name, value } = sharing.attribute;
  const { phrase } = wordingOf(many.wording, name);
  const has = ({ attributes }: AttributedResource) =>
    attributes.some((each) => each.name === name && each.value === value);
  const tells = ({ attributes }: AttributedResource) => attributes.some((each) => each.name === name);
  const outside = many.affected.filter((each) => tells(each) && !has(each));
  const quiet = many.quiet.filter(has);
  if (outside.length + quiet.length === 0) return undefined;
  const parts = [
    ...(outside.length === 0 ? [] : [`${listed(outside)}: alarms that have another ${name}`]),
    ...(quiet.length === 0 ? [] : [`${listed(quiet)}: without an alarm, and ${phrase} ${value}`]),
  ];
  return {
    ...shape(many, component),
    key: `exceptions ${component.id}`,
    kind: "topology",
    sentence: parts.join("; "),
    figures: { alarmsWithout: outside.length, quietWith: quiet.length },
    query: `alarms of the storm and resources without an alarm by ${name}`,
  };
}

/** The external announcement. */
export function announcedEvidence(many: Many, { id, at, sentence }: Announced, component: Place): EvidenceDraft {
  const first = Math.min(...many.affected.map((each) => each.at));
  return {
    ...shape(many, component),
    key: `announced ${id}`,
    kind: "change",
    sentence,
    figures: { at, minutesAfter: Math.round((at - first) / 60) },
    query: id,
    horizon: at,
  };
}

function shape({ affected, horizons }: Many, component: Place): Pick<Evidence, "component" | "window" | "horizon"> {
  const times = affected.map(({ at }) => at);
  const end = Math.max(...times);
  return {
    component,
    window: { start: Math.min(...times), end },
    horizon: Math.min(...Object.values(horizons).filter(Number.isFinite), end),
  };
}

function wordingOf(wording: Many["wording"], name: string): Wording {
  const known = Object.hasOwn(wording, name) ? wording[name] : undefined;
  return known ?? { phrase: `have ${name}`, again: "do" };
}

function listed(resources: readonly AttributedResource[]): string {
  const names = resources.slice(0, NAMED).map(({ name }) => name);
  const rest = resources.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(", ");
}
