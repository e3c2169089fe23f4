import { plain, type Text } from "../card/card.ts";
import { standingVerdict } from "../investigation/ranking/ranking.ts";
import { type Investigation, presentEpisode } from "../investigation/state.ts";
import { crossing } from "../investigation/view/alarm-figures.ts";
import { stateLine } from "../investigation/view/state-line.ts";
import { gapLine } from "../investigation/view/words.ts";

/** Something that an answer may cite: its id, and all that it says, with times in UTC. */
export interface CitableSource {
  readonly id: string;
  readonly text: string;
}

const MOST_NOTES = 20;
const MOST_ANSWERS = 10;
const LONGEST = 600;

/** Everything in an investigation's record that can be cited. */
export function recordSources(state: Investigation): readonly CitableSource[] {
  const present = presentEpisode(state);
  const { alarm } = state;
  const verdict = standingVerdict(state);
  const gaps = state.findings[present]?.conclusion?.gaps ?? [];
  const happening = line(stateLine(state));
  return [
    source(
      "alarm",
      alarm ? `${alarm.name}: ${crossing(alarm)}. ${alarm.reason} ${happening}` : `${state.title}. ${happening}`,
    ),
    ...(verdict ? [source("verdict", `${verdict.verdict}: ${verdict.reason}`)] : []),
    ...state.evidence
      .filter(({ episode }) => episode === present)
      .map(({ id, evidence: { sentence, component, kind, figures } }) =>
        source(id, `${kind} of ${component?.name ?? "it"}: ${sentence}. ${figuresWords(figures)}`),
      ),
    ...state.hypotheses
      .filter(({ episode }) => episode === present)
      .map(({ id, weight, cause, decided }) => {
        const said = decided.type === "proposed" ? "undecided" : `${decided.type} by ${decided.by.name}`;
        const rests = `for: ${weight.supports.join(", ")}; against: ${weight.contradicts.join(", ")}`;
        const relief = weight.relief === undefined ? "" : ` Relief: ${weight.relief.text}.`;
        return source(
          id,
          `${weight.standing}, ${said}: ${cause.component.name}: ${weight.statement} (${rests}). Refuted if ${weight.refutedBy}.${relief}`,
        );
      }),
    ...gaps.map((gap, index) => source(`g${index + 1}`, gapLine(gap))),
    ...state.notes
      .slice(-MOST_NOTES)
      .map(({ id, text, by, at }) => source(id, `${line([{ time: at }])} ${by.name}: ${text}`)),
    ...state.queries
      .slice(-MOST_ANSWERS)
      .flatMap(({ id, understood, answer, question }) =>
        answer && question.type !== "free" ? [source(id, `${understood}: ${answer.sentence}`)] : [],
      ),
  ];
}

function source(id: string, text: string): CitableSource {
  return { id, text: text.replaceAll(/\s+/g, " ").slice(0, LONGEST).trim() };
}

/** "onset 03:00, failed 101": figures by name; those that are times are told as times. */
function figuresWords(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value > 1e9 && value < 1e11 ? clockOf(value) : Number(value.toPrecision(4))}`)
    .join(", ");
}

function clockOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 16);
}

const line = (text: Text): string => plain(text, "UTC");
