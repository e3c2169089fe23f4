import type { SourceAdapter } from "../../src/process/source.ts";
import { type Authorization, basicOf } from "../aws/call/json-service.ts";
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
function authorizationOf(address: URL, token: string | undefined, region: string | undefined): Authorization {
  if (token !== undefined) return { type: "header", value: `Bearer ${token}` };
  return basicOf(address) ?? (region === undefined ? { type: "none" } : { type: "signed", service: "aps", region });
}
