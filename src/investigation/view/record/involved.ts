import type { Evidence } from "../../../events/events.ts";
import { standingVerdict } from "../../ranking/ranking.ts";
import { type Hypothesis, type Investigation, presentEpisode } from "../../state.ts";
import { STANDING_WORD } from "../lead-word.ts";
import { gapLine } from "../words.ts";
import { evidencePoint, type RecordAnswer } from "./answer.ts";

/** Kinds of things as people say them, by what their names, kinds, sentences and queries contain. */
const KINDS: Readonly<Record<string, RegExp>> = {
  database:
    /\b(?:rds|aurora|dynamodb|redshift|postgres\w*|mysql|databases?|db)\b|(?:-|_)db\b|::(?:DBInstance|DBCluster|Table)/i,
  cache: /\b(?:elasticache|redis|valkey|memcached|caches?)\b/i,
  queue: /\b(?:sqs|kinesis|kafka|msk|queues?|backlog)\b|::(?:Queue|Stream)/i,
  network:
    /\b(?:networks?|connections?|connect(?:ed|ing)?|dns|tls|nat|sockets?|packets?|ECONN\w+|ETIMEDOUT)\b|NatGateway/i,
  "load balancer": /\b(?:elb|alb|nlb|load ?balancers?)\b|ElasticLoadBalancing/i,
  deploy: /\b(?:deploy\w*|UpdateService|UpdateFunctionCode\w*|release\w*|rollout\w*|taskDefinition)\b/i,
  aws: /\bAWS (?:says|announced|reports|Health)\b|\bAWS_\w+_(?:ISSUE|OPERATIONAL_ISSUE)\b/i,
  zone: /\b[a-z]{2}-[a-z]+-\d[a-f]\b|\b[a-z]{3}\d-az\d\b|\bzones?\b/i,
  function: /\blambda\b|::Function/i,
  disk: /\b(?:disk|ebs|volumes?|iops|storage)\b/i,
  memory: /\b(?:memory|mem|oom\w*|heap|OutOfMemory\w*)\b/i,
  cpu: /\bcpu\w*\b/i,
  traffic: /\b(?:traffic|requests|load|spike)\b/i,
};

/** Whether a piece of evidence is of a component of that name, or of a kind of thing. */
export function isNamed({ component, sentence, query, kind }: Evidence, name: string): boolean {
  const shape = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (shape)
    return (
      [component?.name, component?.kind, sentence, query].some((text) => text !== undefined && shape.test(text)) ||
      (name === "deploy" && kind === "change")
    );
  const wanted = name.toLowerCase();
  return component?.name.toLowerCase() === wanted || ` ${words(sentence)} `.includes(` ${words(wanted)} `);
}

/** The components that evidence of the present firing is about. */
export function componentNames(state: Investigation): readonly string[] {
  const present = state.evidence.filter(({ episode }) => episode === presentEpisode(state));
  return [...new Set(present.flatMap(({ evidence }) => evidence.component?.name ?? []))];
}

/** What speaks for and against something having to do with it. No evidence is never "no": what was not checked is said. */
export function involved(state: Investigation, names: readonly string[]): RecordAnswer {
  const shown = names.join(" or ");
  const present = state.evidence.filter(({ episode }) => episode === presentEpisode(state));
  const about = present.filter(({ evidence }) => names.some((name) => isNamed(evidence, name)));
  const proposed = state.hypotheses.filter(
    (hypothesis) => hypothesis.episode === presentEpisode(state) && names.some((name) => isAbout(hypothesis, name)),
  );
  const gaps = (state.findings[presentEpisode(state)]?.conclusion?.gaps ?? []).map((gap) => ({
    sign: "?" as const,
    text: gapLine(gap),
  }));
  const refuting = new Set(proposed.flatMap(({ weight }) => weight.contradicts));
  const points = about.map((record) => evidencePoint(record, refuting.has(record.id) ? "-" : "+"));
  const actions = proposed
    .slice(0, 2)
    .map(({ id }) => ({ label: `Why ${id}?`, command: `G-${state.number} why ${id}` }));
  if (proposed.length > 0) return { text: proposed.map(hypothesisWords).join(" "), points, actions };
  if (about.length > 0) {
    const lead = "Something of it was seen, but no proposed cause is there";
    return { text: `${lead}: ${about.map(({ id }) => id).join(", ")}.`, points: [...points, ...gaps] };
  }
  const verdict = standingVerdict(state);
  const { checked = 0, normal = 0 } = state.findings[presentEpisode(state)]?.conclusion ?? {};
  const looked =
    verdict === undefined ? "It is not investigated to the end." : `${normal} of ${checked} checks were normal.`;
  const names_ = componentNames(state);
  const known = names_.length === 0 ? "" : ` Evidence is about ${names_.slice(0, 8).join(", ")}.`;
  return { text: `Nothing in the record names ${shown}. ${looked}${known}`, points: gaps };
}

function hypothesisWords({ id, weight, decided }: Hypothesis): string {
  const said = decided.type === "proposed" ? "" : `, ${decided.type} by ${decided.by.name}`;
  const refs = weight.supports.length === 0 ? id : `${id}; ${weight.supports.join(", ")}`;
  return `${STANDING_WORD[weight.standing]}${said}: ${weight.statement} (${refs}).`;
}

function isAbout({ cause: { component, mechanism }, weight }: Hypothesis, name: string): boolean {
  const shape = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  const texts = [component.name, component.kind, mechanism, weight.statement];
  if (shape) return texts.some((text) => shape.test(text));
  return (
    component.name.toLowerCase() === name.toLowerCase() || ` ${words(weight.statement)} `.includes(` ${words(name)} `)
  );
}

/** A text in lower case without punctuation, so that names are found as whole words. */
function words(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
