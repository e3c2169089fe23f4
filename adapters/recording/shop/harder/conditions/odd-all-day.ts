import { seriesOf } from "../../signals/minute-series.ts";
import { partOf } from "../../world/graph.ts";
import { pickFrom } from "../../world/noise.ts";
import { uniformBetween } from "../draft.ts";
import { FOR_EVER, type MakeCondition } from "./condition.ts";
import { deadAddress, flatFunction, PATIENCE, WEIGHT } from "./odd-parts.ts";

/** Parts whose slowest requests take longer than they wait for the function. */
const waiting = ["storefront", "checkout", "order-fulfilment"] as const;
const asking = ["storefront", "catalog", "cart", "checkout", "orders", "search"] as const;

/** A function that takes 3 s and an address that never answers are in the graph, hours before the alarm, during and after it. */
export const oddAllDay: MakeCondition = (draw, { minute }) => {
  const ofFunction = pickFrom(draw, waiting);
  const ofAddress = pickFrom(draw, asking);
  // Some have always been odd, others since long before the alarm.
  const since = draw() < 0.5 ? 0 : minute - Math.floor(uniformBetween(draw, 210, 1_200));
  const slower = 1 + (WEIGHT * PATIENCE) / partOf(ofFunction).latency;
  const shape = { type: "step", riseMinutes: 1 } as const;
  const wait = { component: ofFunction, lever: "latency", amount: slower, shape } as const;
  return {
    name: "odd all day",
    others: [{ onset: 0, lastsMinutes: FOR_EVER, modifiers: [wait] }],
    through: (telemetry, known) => {
      const odd = [flatFunction(known, ofFunction, since), deadAddress(known, ofAddress, since)];
      return {
        ...telemetry,
        metrics: {
          ...telemetry.metrics,
          async fetch(queries, window, signal) {
            const seen = await telemetry.metrics.fetch(queries, window, signal);
            const value = queries.map((query, index) => {
              const read = odd.map((each) => each.reading(query)).find((each) => each !== undefined);
              return read ? seriesOf(query, window, seen.horizon, read) : seen.value[index];
            });
            return { ...seen, value };
          },
          unitOf: (query) =>
            query.statistic !== "SampleCount" && ["Duration", "Latency"].includes(query.metric)
              ? "Seconds"
              : telemetry.metrics.unitOf?.(query),
        },
        topology: {
          async graph(window, signal) {
            const seen = await telemetry.topology.graph(window, signal);
            const { components, edges } = seen.value;
            const there = odd.filter(({ caller }) => components.some(({ id }) => id === caller));
            const minutes = Math.max(0, (Math.min(window.end, seen.horizon) - window.start) / 60);
            return {
              ...seen,
              value: {
                components: [...components, ...there.map(({ component }) => component)],
                edges: [...edges, ...there.map((each) => each.edge(window.start / 60, minutes))],
              },
            };
          },
        },
      };
    },
  };
};
