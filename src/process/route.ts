import type { Route } from "../jobs/group.ts";
import type { Platform } from "../platform.ts";
import type { ChannelTarget } from "../routing/receiver.ts";
import { createRouter, type Router } from "../routing/router.ts";
import { ConfigError } from "./config.ts";
import type { RoutesFile } from "./routes-file.ts";

/**
 * Creates the route of a topic's alarms: to the chat platforms first, and to a page if there is no chat or the page shows everything.
 * Simulated alarms go to the page first. Throws if no platform is connected.
 */
export function createRouteOf(options: {
  readonly platforms: readonly Pick<Platform, "place" | "page">[];
  /** The topics of simulated alarms, and of those that may be a storm. */
  readonly simulated: readonly { readonly alarms: string; readonly storms: string }[];
  /** Topics whose alarms wait for the button. */
  readonly manual: ReadonlySet<string>;
}): (topicArn: string) => Route {
  const { platforms, simulated: topics, manual } = options;
  const chats = platforms.filter(({ page }) => !page);
  const pages = platforms.filter(({ page }) => page && (page.always || chats.length === 0));
  const [real, played] = [toPlaces([...chats, ...pages]), toPlaces([...pages, ...chats])];
  return (topic) => {
    const storms = topics.some((each) => topic === each.storms);
    const simulated = storms || topics.some((each) => topic === each.alarms);
    return { ...(simulated ? played : real), automatic: !manual.has(topic), simulated, storms };
  };
}

function toPlaces(platforms: readonly Pick<Platform, "place">[]): Pick<Route, "place" | "also"> {
  const [place, ...also] = platforms.map((platform) => platform.place);
  if (place === undefined) throw new Error("no chat platform is connected");
  return { place, also };
}

/**
 * Creates the router of a file of routes. Throws if receivers name channels of platforms that are not connected, or topics that are `heard`,
 * all at once.
 */
export function createFileRouter(
  { name, routing }: RoutesFile,
  platforms: readonly Pick<Platform, "name" | "channelKey">[],
  otherwise: Pick<Route, "place" | "also"> & { readonly heard: ReadonlySet<string> },
): Router {
  const keyOf = ({ platform, channel }: ChannelTarget): string | undefined =>
    platforms.find((each) => each.name === platform)?.channelKey?.(channel);
  const wrong = routing.receivers.flatMap((receiver) =>
    receiver.targets.flatMap((target) => {
      const at = `  - ROUTES ${name} line ${receiver.line}: ${receiver.name} sends to`;
      if (target.type === "sns" && otherwise.heard.has(target.topicArn)) {
        return `${at} ${target.topicArn}, which SNS_TOPICS delivers back: use another topic`;
      }
      if (target.type !== "channel" || keyOf(target) !== undefined) return [];
      return `${at} ${target.platform}, which is not connected`;
    }),
  );
  if (wrong.length > 0) throw new ConfigError(`Cannot start:\n${[...new Set(wrong)].join("\n")}`);
  return createRouter(routing, (target) => keyOf(target) ?? otherwise.place, [otherwise.place, ...otherwise.also]);
}
