import type { SourceAdapter } from "../../src/process/source.ts";
import type { Authorization } from "../aws/call/json-service.ts";
import { createPrometheus } from "./prometheus.ts";
import { prometheusSettings, regionOf } from "./settings.ts";

/** Prometheus, or Amazon Managed Service for Prometheus, for the command `promql`. */
export const prometheus: SourceAdapter = {
  settings: { schema: prometheusSettings },
  async connect(config, { now }) {
    const { PROMETHEUS: address, PROMETHEUS_TOKEN: token, PROMETHEUS_REGION: set } = config.read(prometheusSettings);
    if (address === undefined) return undefined;
    const region = regionOf(address, set);
    const url = `${address.origin}${address.pathname}`;
    const authorization = authorizationOf(address, token, region);
    const port = createPrometheus({ name: "Prometheus", url, authorization }, now);
    return {
      adds: () => ({ prometheus: port }),
      greeting: () => ["Prometheus", `${url}${region === undefined ? "" : `, signed for ${region}`}`],
    };
  },
};

/** A token, else the user and password of the address, else a signature. */
function authorizationOf(
  { username, password }: URL,
  token: string | undefined,
  region: string | undefined,
): Authorization {
  if (token !== undefined) return { type: "header", value: `Bearer ${token}` };
  if (username !== "") {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { type: "header", value: `Basic ${Buffer.from(pair).toString("base64")}` };
  }
  return region === undefined ? { type: "none" } : { type: "signed", service: "aps", region };
}
