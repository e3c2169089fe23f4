import { counted } from "../../../card/number.ts";
import { leftHypotheses, standingVerdict } from "../../ranking/ranking.ts";
import { type Investigation, presentEpisode } from "../../state.ts";
import { checkLabel } from "../hypothesis.ts";
import { isChecking } from "../lead-word.ts";
import { gapLine, horizonsLine, spansOf } from "../words.ts";
import { evidencePoint, type RecordAnswer } from "./answer.ts";

/** What could not be checked and why, and up to when the sources were complete. */
export function unknown(state: Investigation): RecordAnswer {
  const conclusion = state.findings[presentEpisode(state)]?.conclusion;
  if (!conclusion) {
    return {
      text: isChecking(state) ? "The first look is not done, so most is not known." : "It was not investigated yet.",
    };
  }
  const left = leftHypotheses(state);
  const gaps = [...conclusion.gaps, ...left.flatMap(({ weight }) => weight.unchecked)];
  const lines = [...new Set(gaps.map(gapLine))];
  const [first] = left;
  const proven = standingVerdict(state)?.verdict === "CONFIRMED";
  const cause = proven ? "" : first ? `Whether ${first.id} is the cause is not proven. ` : "The cause is not known. ";
  const asked =
    lines.length === 0 ? "Every planned check was answered. " : `${counted(lines.length, "check")} not answered. `;
  return {
    text: [cause, asked, "Seen: ", ...spansOf(horizonsLine(conclusion.horizons)), "."],
    points: lines.map((text) => ({ sign: "?" as const, text })),
    ...(first?.weight.settles?.command !== undefined && {
      actions: [
        {
          label: checkLabel(first.weight.settles.command),
          command: `G-${state.number} ${first.weight.settles.command}`,
        },
      ],
    }),
  };
}

/** What was looked at: how many checks, how many were normal, and what was not. */
export function checked(state: Investigation): RecordAnswer {
  const { conclusion, progress } = state.findings[presentEpisode(state)] ?? {};
  const points = state.evidence
    .filter(({ episode }) => episode === presentEpisode(state))
    .map((record) => evidencePoint(record));
  const asked = state.queries.length === 0 ? "" : ` People asked ${counted(state.queries.length, "question")}.`;
  if (!conclusion) {
    const done =
      progress === undefined ? "Nothing was checked yet." : `${progress.done} of ${progress.planned} checks are done.`;
    return { text: `${done}${asked}`, points };
  }
  const { checked: all, normal, horizons } = conclusion;
  const text = [`${normal} of ${all} checks were normal. Seen: `, ...spansOf(horizonsLine(horizons)), `.${asked}`];
  return { text, points: [...points, ...conclusion.gaps.map((gap) => ({ sign: "?" as const, text: gapLine(gap) }))] };
}
