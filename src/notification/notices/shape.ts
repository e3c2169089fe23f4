import type { Notice } from "../../events/events.ts";
import type { Fields } from "./fields.ts";

/** What a notification says, in the words of its service. Texts are as they arrived; they are masked and bounded afterwards. */
export interface Told {
  /** The service and the resource: "CodePipeline orders-deploy". */
  readonly title: string;
  /** What happened, as the service calls it: FAILED, HIGH, ISSUE. */
  readonly word?: string | undefined;
  readonly mood: NonNullable<Notice["mood"]>;
  readonly severity?: string | undefined;
  /** The service's own sentences. */
  readonly text?: string | undefined;
  /** ARNs or names, the most exact first. */
  readonly resources?: readonly (string | undefined)[];
  readonly facts?: readonly (readonly [label: string, value: string | undefined])[];
  readonly nextSteps?: readonly (string | undefined)[];
  /** Its page in AWS's console: a path of the Region's console, or a whole address. */
  readonly page?: string | undefined;
  readonly at?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** An event of a service, from EventBridge. */
export interface ServiceEvent {
  readonly type: string;
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly time: string;
  /** ARNs, as EventBridge lists them. */
  readonly resources: readonly string[];
  readonly detail: Fields;
}

/** Says what an event of one service means; undefined if it has another shape. */
export type EventShape = (event: ServiceEvent) => Told | undefined;

/** A message that a service sends to SNS by itself. */
export interface SentMessage {
  /** The fields of a JSON message; those of other messages are empty. */
  readonly fields: Fields;
  readonly text: string;
  readonly subject: string;
  readonly attributes: Fields;
}

/** Says what a message of one service means; undefined if it has another shape. */
export type MessageShape = (message: SentMessage) => Told | undefined;

/** The name in an ARN or a path: its last part. */
export function nameIn(arn: string | undefined): string | undefined {
  return arn?.split(/[/:]/).findLast((part) => part !== "");
}

/** A path part of a console page. */
export function encoded(text: string | undefined): string {
  return encodeURIComponent((text ?? "").toWellFormed());
}

/** "1.5 MB"-less counts: the parts that are known, in one line. */
export function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}
