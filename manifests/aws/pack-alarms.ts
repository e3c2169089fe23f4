import { SIGN } from "../../src/jobs/answers/recommended-plan.ts";
import { alarmResource, idOf, type Ref } from "../../src/jobs/answers/recommended-template.ts";
import type { Pack } from "../../src/packs/pack.ts";

/** The recommended alarms of one resource of a pack; what differs from resource to resource is a parameter. */
export function toPackTemplate({ service, title, namespace, dimensions, alarms }: Pack): object {
  const named = dimensions.map((name) => [name, { Ref: idPart(name) }] as const);
  const thresholds = alarms.filter(({ threshold }) => typeof threshold === "object");
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `The alarms that Gumshoe recommends for: ${title}`,
    Parameters: {
      Name: { Type: "String", Description: "The beginning of the alarms' names" },
      Topic: { Type: "String", Default: "", Description: "ARN of the SNS topic to tell; empty: none" },
      ...Object.fromEntries(
        dimensions.map((name) => [idPart(name), { Type: "String", Description: `The dimension ${name}` }]),
      ),
      ...Object.fromEntries(
        thresholds.map(({ id, name, statistic, because }) => [
          `Threshold${idPart(id)}`,
          { Type: "Number", Description: `Of ${name} ${statistic}. ${because}` },
        ]),
      ),
    },
    Conditions: { Tells: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Topic" }, ""] }] } },
    Resources: Object.fromEntries(
      alarms.map(
        ({ id, name: metric, statistic, period, op, threshold, datapoints, periods, missing, because, next }) => [
          idOf(`${service}-${id}`),
          alarmResource({
            name: { "Fn::Sub": `\${Name}-${id}` },
            description: `${because}. ${next}.`,
            metric: { namespace, metric, dimensions: Object.fromEntries<Ref>(named), statistic, period },
            operator: SIGN[op],
            threshold: typeof threshold === "number" ? threshold : { Ref: `Threshold${idPart(id)}` },
            datapoints,
            periods,
            missing,
            actions: { "Fn::If": ["Tells", [{ Ref: "Topic" }], { Ref: "AWS::NoValue" }] },
          }),
        ],
      ),
    ),
  };
}

/** A name as a part of an id: letters and digits, each word with a capital. */
function idPart(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
