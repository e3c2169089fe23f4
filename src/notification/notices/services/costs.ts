import type { Fields } from "../fields.ts";
import type { EventShape, MessageShape, Told } from "../shape.ts";

const NAME = /^Budget Name:\s*(.+)$/im;
const ASKED = /associated with your (.+?) budget is (greater|less) than (\$?[\d.,]+)/is;

/** The text of AWS Budgets. https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
export const budgetMessage: MessageShape = ({ text, subject }) => {
  if (!/AWS Budget/i.test(text) && !/AWS Budgets?:/i.test(subject)) return undefined;
  const named = (label: string): string | undefined => new RegExp(`^${label}:\\s*(.+)$`, "im").exec(text)?.[1]?.trim();
  const asked = ASKED.exec(text);
  const name =
    NAME.exec(text)?.[1]?.trim() ?? asked?.[1]?.trim() ?? /AWS Budgets?:\s*(.+?)(?:\s+has\b|$)/i.exec(subject)?.[1];
  if (name === undefined) return undefined;
  const type = named("Alert Type") ?? (/FORECASTED/i.test(text) ? "FORECASTED" : "ACTUAL");
  const actual = named("ACTUAL Amount") ?? named("FORECASTED Amount");
  const limit = named("Alert Threshold") ?? asked?.[3];
  // "< 80%" of a plan's use, "> $5,000.00" of a cost.
  const isBelow = limit?.startsWith("<") === true || asked?.[2] === "less" || /\bis less than\b/i.test(text);
  const over = `${isBelow ? "below" : "over"} ${limit?.replace(/^[<>]\s*/, "") ?? "its limit"}`;
  const measured = named("Budget Type")?.toLowerCase() ?? "cost";
  return {
    title: `Budget ${name}: ${type.toLowerCase()} ${measured} ${actual ?? ""} ${over}`.replaceAll(/\s+/g, " "),
    word: /FORECAST/i.test(type) ? "FORECAST" : isBelow ? "BELOW TARGET" : "OVER BUDGET",
    mood: /FORECAST/i.test(type) ? "warning" : "bad",
    resources: [name],
    facts: [
      ["Budget", named("Budgeted Amount")],
      ["Limit", limit],
      ["Amount", actual],
      ["Type", named("Budget Type")],
      ["Kind", type],
    ],
    page: "https://console.aws.amazon.com/costmanagement/home#/budgets/overview",
    account: /AWS Account (\d{12})/.exec(text)?.[1],
  };
};

/** https://docs.aws.amazon.com/cost-management/latest/userguide/cad-eventbridge.html */
export const anomaly: EventShape = ({ detail }) => anomalyOf(detail);

/** The same by a monitor's own topic. */
export const anomalyMessage: MessageShape = ({ fields }) => anomalyOf(fields);

function anomalyOf(fields: Fields): Told | undefined {
  const id = fields.text("anomalyId", "detail.anomalyId");
  if (id === undefined) return undefined;
  const of = (path: string): string | undefined => fields.text(path, `detail.${path}`);
  const money = (path: string): string | undefined => {
    const value = fields.number(path) ?? fields.number(`detail.${path}`);
    return value === undefined ? undefined : `$${value.toFixed(2)}`;
  };
  const service = of("rootCauses.0.service") ?? of("dimensionalValue") ?? of("dimensionValue");
  const impact = money("impact.totalImpact");
  return {
    title: `Cost anomaly: ${service ?? "unknown service"}${impact === undefined ? "" : `, ${impact} more than expected`}`,
    word: "ANOMALY",
    mood: "warning",
    resources: [service, of("monitorArn")],
    facts: [
      ["Spent", money("impact.totalActualSpend")],
      ["Expected", money("impact.totalExpectedSpend")],
      ["More by", of("impact.totalImpactPercentage") && `${of("impact.totalImpactPercentage")} %`],
      ["From", of("anomalyStartDate")],
      ["Until", of("anomalyEndDate")],
      ["Usage", of("rootCauses.0.usageType")],
      ["Linked account", of("rootCauses.0.linkedAccountName") ?? of("rootCauses.0.linkedAccount")],
      ["Monitor", of("monitorName")],
    ],
    page: of("anomalyDetailsLink"),
    account: of("accountId"),
    region: of("rootCauses.0.region"),
  };
}
