import { unconnected } from "../../../adapters/aws/account/unconnected.ts";
import { refusedContract } from "../../contracts/telemetry/refused.ts";

const window = { start: 0, end: 600 };
const query = { namespace: "Shop", metric: "Errors", dimensions: {}, statistic: "Sum", period: 60 };
const request = { type: "sql", sql: "select 1" } as const;
const wanted = {
  name: "a",
  metric: query,
  operator: ">",
  threshold: 1,
  datapoints: 1,
  periods: 1,
  description: "",
} as const;
const { metrics, changes, logs, topology, alarms, places, traces, athena, topics, listings } =
  unconnected("444455556666");

refusedContract("metrics of an unconnected account", (signal) => metrics.fetch([query], window, signal));
refusedContract("metric math of an unconnected account", (signal) => metrics.evaluate?.("m1", 60, window, signal));
refusedContract("changes of an unconnected account", (signal) => changes.during(window, signal));
refusedContract("logs of an unconnected account", (signal) => logs.patterns(["/app"], window, 0, signal));
refusedContract("log queries of an unconnected account", (signal) => logs.query?.(["/app"], "x", window, signal));
refusedContract("topology of an unconnected account", (signal) => topology.graph(window, signal));
refusedContract("listings of an unconnected account", (signal) =>
  listings?.read({ listing: "insight-rules", values: {}, window }, signal),
);
refusedContract("alarms of an unconnected account", (signal) => alarms?.list({}, signal));
refusedContract("alarm history of an unconnected account", (signal) => alarms?.history("a", window, signal));
refusedContract("new alarms of an unconnected account", (signal) => alarms?.put(wanted, signal));
refusedContract("places of an unconnected account", (signal) => places?.zones(signal));
refusedContract("traces of an unconnected account", (signal) => traces?.find(window, signal));
refusedContract("athena of an unconnected account", (signal) =>
  athena?.run(request, { token: "t", signal, onProgress: () => undefined }),
);
refusedContract("topics of an unconnected account", (signal) => topics?.list(signal));
refusedContract("subscribing in an unconnected account", (signal) => topics?.subscribe("t", signal));
