import { scopeOf } from "../../src/investigation/state.ts";
import type { Config } from "../../src/process/config.ts";
import type { SourceAdapter } from "../../src/process/source.ts";
import { connectAws } from "./connect.ts";
import { awsSettings } from "./settings.ts";

/** AWS as a source of telemetry, where its credentials are found. */
export const aws: SourceAdapter = {
  settings: { schema: awsSettings },
  async connect(config, { now, log }) {
    const connected = await connectAws(config, now, log);
    if (!connected) return undefined;
    return {
      telemetryFor: (investigation, spent) =>
        investigation.alarm?.simulated ? undefined : connected.telemetryFor(scopeOf(investigation), spent),
      tagsOf: connected.tagsOf,
      places: () => connected.places(config.SNS_TOPICS),
      greeting: () => ["AWS", `investigations look at ${config.AWS_REGION}${endpointWords(config)}`],
    };
  },
  unconnected(config) {
    const why = config.TELEMETRY === "playground" ? "TELEMETRY is playground" : "no credentials were found";
    return ["AWS", `${why}: investigations look at simulated telemetry only${endpointWords(config)}`];
  },
};

function endpointWords({ AWS_ENDPOINT_URL: endpoint }: Config): string {
  return endpoint === undefined ? "" : `; it is reached at ${endpoint}`;
}
