import type { Route } from "../jobs/group.ts";
import type { Platform } from "../platform.ts";

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
