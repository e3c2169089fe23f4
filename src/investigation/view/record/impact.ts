import { figure } from "../../../card/number.ts";
import { type Investigation, presentEpisode } from "../../state.ts";
import { crossing, spansOf, stillHappening } from "../words.ts";
import { evidencePoint, type RecordAnswer } from "./answer.ts";

/** Who is hurt: the requests that fail, where requests were counted, and what left its usual range. Customers are not counted anywhere. */
export function impact(state: Investigation): RecordAnswer {
  const metrics = state.evidence.filter(
    ({ episode, evidence }) => episode === presentEpisode(state) && evidence.kind === "metric",
  );
  const points = metrics.map((record) => evidencePoint(record));
  const counted = metrics.find(({ evidence: { figures } }) => figures.failed !== undefined && figures.requests);
  const happening = spansOf(stillHappening(state));
  const firing = state.members.filter((member) => member.state === "ALARM").length;
  const storm = state.members.length === 0 ? [] : [`${firing} of ${state.members.length} alarms of it fire. `];
  const severity = state.severity === undefined ? [] : [`Set by people: ${state.severity}. `];
  const lead = [...severity, ...storm, ...happening];
  if (counted) {
    const { failed = 0, requests = 0 } = counted.evidence.figures;
    const name = counted.evidence.component?.name ?? "it";
    const share = `${figure(failed)} of ${figure(requests)} requests of ${name} failed (${counted.id}).`;
    return { text: [`${share} Requests are counted, customers are not. `, ...lead], points };
  }
  const own = state.alarm === undefined ? "" : crossing(state.alarm);
  const known =
    own === ""
      ? "How many requests or customers it hits was not measured. "
      : `${own}. How many customers that is was not measured. `;
  return { text: [known, ...lead], points };
}
