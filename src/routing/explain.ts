import type { Labels } from "./labels.ts";
import { fitsAll, type Matcher, matcherText } from "./matcher.ts";
import { receiverWords } from "./receiver.ts";
import { matchingRoutes, type RouteNode } from "./route.ts";

/** A matcher, and the value that it saw. */
export interface TriedMatcher {
  readonly matcher: Matcher;
  readonly value: string;
  readonly fits: boolean;
}

/** A route that was tried: it took the notification, left it to a route below it, or refused it. */
export interface TriedRoute {
  readonly route: RouteNode;
  readonly outcome: "took" | "left to a route below" | "refused";
  readonly matchers: readonly TriedMatcher[];
}

/** Every route that is tried, in order: those after a route that took it without `continue` are not. */
export function explain(root: RouteNode, labels: Labels): readonly TriedRoute[] {
  const taken = new Set(matchingRoutes(root, labels));
  const tried: TriedRoute[] = [];
  const visit = (route: RouteNode): boolean => {
    const matchers = route.matchers.map((matcher): TriedMatcher => {
      const value = labels.get(matcher.label) ?? "";
      return { matcher, value, fits: matcher.matches(value) };
    });
    const fits = fitsAll(route.matchers, labels);
    const outcome = !fits ? "refused" : taken.has(route) ? "took" : "left to a route below";
    tried.push({ route, outcome, matchers });
    if (!fits) return false;
    for (const child of route.routes) {
      if (visit(child) && !child.goesOn) break;
    }
    return true;
  };
  visit(root);
  return tried;
}

/** `route.1 (line 5) refused it: alarm=~"checkout-.*" saw "cart-5xx"` */
export function triedWords({ route, outcome, matchers }: TriedRoute): string {
  const shown = outcome === "refused" ? matchers.filter(({ fits }) => !fits) : matchers;
  const saw = shown.map(
    ({ matcher, value }) => `${matcherText(matcher)} saw ${value === "" ? "nothing" : `"${value}"`}`,
  );
  const what = outcome === "left to a route below" ? outcome : `${outcome} it`;
  return `${route.path} (line ${route.line}) ${what}${saw.length === 0 ? "" : `: ${saw.join(", ")}`}`;
}

/** `payments: slack C0123 · alert · SEV1` */
export function destinationWords({ receiver, class: what, severity }: RouteNode): string {
  return [`${receiver.name}: ${receiverWords(receiver)}`, what, ...(severity === undefined ? [] : [severity])].join(
    " · ",
  );
}

/** The tree, a line a route, those below one indented. */
export function treeLines(route: RouteNode, depth = 0): readonly string[] {
  const matchers = route.matchers.length === 0 ? "everything" : route.matchers.map(matcherText).join(", ");
  const times = [
    ...route.muteTimes.map(({ name }) => `not in ${name}`),
    ...route.activeTimes.map(({ name }) => `only in ${name}`),
  ];
  const own = [...times, ...(route.goesOn ? ["continue"] : [])].map((each) => ` · ${each}`).join("");
  const line = `${"  ".repeat(depth)}${route.path}: ${matchers} → ${destinationWords(route)}${own}`;
  return [line, ...route.routes.flatMap((child) => treeLines(child, depth + 1))];
}
