/** A channel of a chat platform, by the id that the platform shows; empty where the platform has one channel only. */
export interface ChannelTarget {
  readonly type: "channel";
  /** The name of the platform: "slack". */
  readonly platform: string;
  readonly channel: string;
}

/** Where else a receiver sends events to: no conversation takes place there. */
export type EventTarget =
  | { readonly type: "sns"; readonly topicArn: string }
  /** `routingKey` is a secret: it is neither shown nor logged. */
  | { readonly type: "pagerduty"; readonly routingKey: string };

export type Target = ChannelTarget | EventTarget;

/** A name and everything that it sends to. One without a target drops what it gets. */
export interface Receiver {
  readonly name: string;
  readonly targets: readonly Target[];
  /** The line in the file, for mistakes that are found later. */
  readonly line: number;
}

/** How a receiver names channels of a platform. */
export interface ChannelForm {
  /** The key in the file: "slack_configs". */
  readonly key: string;
  readonly platform: string;
  /** The form of a channel's id; undefined where the platform has one channel only, which `<key>: true` names. */
  readonly channel?: { readonly pattern: RegExp; readonly example: string };
}

/** The channels among the targets of receivers, each once, in order. */
export function channelsOf(receivers: readonly Receiver[]): readonly ChannelTarget[] {
  const all = receivers.flatMap(({ targets }) => targets.flatMap((each) => (each.type === "channel" ? [each] : [])));
  return [...new Map(all.map((each) => [`${each.platform}:${each.channel}`, each])).values()];
}

/** The other targets of receivers, each once, in order. */
export function eventTargetsOf(receivers: readonly Receiver[]): readonly EventTarget[] {
  const all = receivers.flatMap(({ targets }) => targets.flatMap((each) => (each.type === "channel" ? [] : [each])));
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

/** What a receiver sends to, in words without a secret: "slack C0123, sns alarms, PagerDuty". */
export function receiverWords({ targets }: Receiver): string {
  return targets.length === 0 ? "nowhere: it drops" : targets.map(targetWords).join(", ");
}

export function targetWords(target: Target): string {
  switch (target.type) {
    case "channel":
      return target.channel === "" ? `${target.platform} page` : `${target.platform} ${target.channel}`;
    case "sns":
      return `topic ${target.topicArn.split(":").at(-1) ?? ""}`;
    case "pagerduty":
      return "PagerDuty";
    default:
      return target satisfies never;
  }
}
