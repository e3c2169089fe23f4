import type { Wording } from "../../findings/shared-attribute.ts";

/** CloudWatch names at most 30 dimensions; values are at most 1,024 characters. */
const MOST = 30;
const LONGEST = 200;

const ZONE = /^(az|availability[-_ ]?zone([-_ ]?id)?)$/i;
const ZONE_ID = /^[a-z]{3,5}\d(-[a-z]{3}\d)?-az\d+$/;

/**
 * What dimensions say of a resource, under names that can be compared: `zone`, `account`, `Region`, `version`, and the others as AWS
 * writes them. Zone letters differ between accounts, so a zone that has no id is one of its account.
 * https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function attributesOf(
  { account, region }: { readonly account: string; readonly region: string },
  dimensions: Readonly<Record<string, string>>,
): Record<string, string> {
  const attributes: Record<string, string> = { account, Region: region };
  for (const [name, value] of Object.entries(dimensions).slice(0, MOST)) {
    const short = value.slice(0, LONGEST);
    if (ZONE.test(name)) attributes.zone = ZONE_ID.test(short) ? short : `${short} of ${account}`;
    else attributes[/^version$/i.test(name) ? "version" : name.slice(0, LONGEST)] = short;
  }
  return attributes;
}

/** The ids of all zones that a text names. */
export function zoneIdsIn(text: string): readonly string[] {
  return [...new Set(text.match(/\b[a-z]{3,5}\d(-[a-z]{3}\d)?-az\d+\b/g) ?? [])];
}

/** How these attributes are said. */
export const wording: Readonly<Record<string, Wording>> = {
  zone: { phrase: "are in zone", again: "are" },
  account: { phrase: "are in account", again: "are" },
  Region: { phrase: "are in", again: "are" },
  version: { phrase: "run version", again: "do" },
  service: { phrase: "are of or call AWS's", again: "do" },
  calls: { phrase: "are on or call", again: "do" },
};
