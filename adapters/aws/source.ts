import { scopeOf } from "../../src/investigation/state.ts";
import type { Config } from "../../src/process/config.ts";
import type { SourceAdapter } from "../../src/process/source.ts";
import { connectAws } from "./connect.ts";
import { awsSettings } from "./settings.ts";

/** AWS as a source of telemetry, where its credentials are found. */
export const aws: SourceAdapter = {
  settings: { schema: awsSettings },
  async connect(config, { now, log, inUse }) {
    const connected = looksAtAws(config, inUse) ? await connectAws(config, now, log) : undefined;
    if (!connected) return undefined;
    return {
      telemetryFor: (investigation, spent) =>
        investigation.alarm?.simulated ? undefined : connected.telemetryFor(scopeOf(investigation), spent),
      tagsOf: connected.tagsOf,
      places: () => connected.places(config.SNS_TOPICS),
      start: async () => connected.permissions.start(),
      stop: async () => connected.permissions.stop(),
      complaints: connected.permissions.list,
      greeting: () => ["AWS", `investigations look at ${config.AWS_REGION}${endpointWords(config)}`],
    };
  },
  unconnected(config, { inUse }) {
    const why = looksAtAws(config, inUse) ? "no credentials were found" : reasonOf(config);
    return ["AWS", `${why}: investigations look at simulated telemetry only${endpointWords(config)}`];
  },
};

/** Who just tries it looks at no real account, whatever credentials lie on the machine. */
function looksAtAws({ TELEMETRY: wanted }: Config, inUse: boolean): boolean {
  return wanted === "aws" || (wanted === "auto" && inUse);
}

function reasonOf({ TELEMETRY: wanted }: Config): string {
  return wanted === "playground"
    ? "TELEMETRY is playground"
    : "no chat, topic or table is configured (TELEMETRY=aws looks at AWS all the same)";
}

function endpointWords({ AWS_ENDPOINT_URL: endpoint }: Config): string {
  return endpoint === undefined ? "" : `; it is reached at ${endpoint}`;
}
