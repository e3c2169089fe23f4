import { consoleOf, partitionOf } from "../../aws-names/partition.ts";
import type { Notice } from "../../events/events.ts";
import { hasSecret, maskName } from "../../telemetry/masking/mask.ts";
import { parseTime } from "../alarm.ts";
import { bounded, boundedWords } from "../notification.ts";
import { validLink } from "../runbook.ts";
import { consolePageOf } from "./console-pages.ts";
import { plainText } from "./readable.ts";
import type { Told } from "./shape.ts";

const LIMIT = {
  title: 150,
  word: 40,
  severity: 60,
  source: 150,
  text: 2_000,
  facts: 14,
  label: 80,
  value: 300,
  resources: 20,
  resource: 300,
  steps: 10,
  step: 350,
};
const REGION = /^[a-z]{2,3}(-[a-z]+)+-\d$/;

/** A page of a Region's console; undefined if the Region's name is not valid. */
export function pageOf(region: string, path: string): string | undefined {
  return REGION.test(region) ? `${consoleOf(region)}/${path}` : undefined;
}

/** A notice with every part masked and bounded. `source` is the service, or the topic; `fallback` names the resource where nothing does. */
export function toBuiltNotice(told: Told, source: string, fallback: string): Notice {
  const resources = unique(told.resources ?? []).slice(0, LIMIT.resources);
  const region = regionOf(told, resources);
  const account = told.account ?? accountIn(resources);
  const at = parseTime(told.at ?? "");
  const link = linkOf(told.page ?? consolePageOf(source, region, resources), region, resources);
  const [first = fallback, ...others] = resources.map(shortName);
  const named = `${first}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  const facts = (told.facts ?? []).flatMap(([label, value]): [string, string][] => {
    const shown = boundedWords(plainText(value ?? ""), LIMIT.value);
    return shown === "" ? [] : [[lineOf(label, LIMIT.label) || "Field", shown]];
  });
  const left = facts.length - LIMIT.facts;
  const title = lineOf(told.title, LIMIT.title) || "Notification";
  const said = boundedWords(plainText(told.text ?? ""), LIMIT.text);
  const text = title.includes(said) ? "" : said;
  const word = lineOf(told.word ?? "", LIMIT.word).toUpperCase();
  const severity = lineOf(told.severity ?? "", LIMIT.severity);
  return {
    title,
    text,
    facts: [
      // Names are masked already: "secret:prod/db" is the name of a secret, and no secret.
      ["Resource", bounded(plainText(named), LIMIT.value) || lineOf(fallback, LIMIT.value) || "unknown"],
      ...(severity === "" ? [] : [["Severity", severity] as [string, string]]),
      ...facts.slice(0, LIMIT.facts),
      ...(left > 0 ? [["More", `${left} more fields`] as [string, string]] : []),
    ],
    nextSteps: (told.nextSteps ?? [])
      .flatMap((step) => boundedWords(plainText(step ?? ""), LIMIT.step) || [])
      .slice(0, LIMIT.steps),
    source: lineOf(source, LIMIT.source),
    mood: told.mood,
    resources,
    ...(word !== "" && { word }),
    ...(at !== undefined && { at }),
    ...(link !== undefined && { link }),
    ...(account !== undefined && /^\d{12}$/.test(account) && { account }),
    ...(region !== undefined && { region }),
  };
}

/** Text from outside on one line, masked. */
function lineOf(text: string, limit: number): string {
  return boundedWords(plainText(text).replaceAll(/\s+/g, " "), limit);
}

function unique(given: NonNullable<Told["resources"]>): readonly string[] {
  const named = given.flatMap((each) => (each === undefined ? [] : [bounded(maskName(each), LIMIT.resource)]));
  return [...new Set(named.filter((each) => each !== ""))];
}

/** What stands after the account in an ARN, which names kind and resource: "db:orders-db". */
function shortName(resource: string): string {
  const [scheme, , , , , ...rest] = resource.split(":");
  return scheme === "arn" && rest.length > 0 ? rest.join(":") || resource : resource;
}

function regionOf({ region }: Told, resources: readonly string[]): string | undefined {
  const found = region !== undefined && region !== "" ? region : resources[0]?.split(":")[3];
  return found !== undefined && REGION.test(found) ? found : undefined;
}

function accountIn(resources: readonly string[]): string | undefined {
  const found = resources[0]?.split(":")[4];
  return found !== undefined && /^\d{12}$/.test(found) ? found : undefined;
}

/** The page that the shape names, else the console's own page for an ARN. A page with a secret in its address is left out. */
function linkOf(
  page: string | undefined,
  region: string | undefined,
  resources: readonly string[],
): string | undefined {
  if (page !== undefined && hasSecret(page)) return undefined;
  if (page !== undefined && /^https?:/.test(page)) return validLink(page);
  if (page !== undefined && region !== undefined) return validLink(`${consoleOf(region)}/${page}`);
  const arn = resources.find((each) => /^arn:aws[\w-]*:[\w-]+:/.test(each));
  if (arn === undefined) return undefined;
  return validLink(`https://${partitionOf(region ?? "").console}/go/view?arn=${encodeURIComponent(arn)}`);
}
