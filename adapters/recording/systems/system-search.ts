import { NotSeen } from "../../../src/errors.ts";
import type { OpenSearch } from "../../../src/telemetry/ports/open-search.ts";
import { type Document, momentText, runPipeline } from "../search/pipeline.ts";
import { hash } from "../shop/world/noise.ts";
import type { SystemRun } from "./system-run.ts";

/** The index of the simulated logs. */
const INDEX = "logs";
const HOUR = 3_600;
const MINUTE = 60;

/** OpenSearch with what the parts of a system wrote in the last hour, newest first. */
export function createSystemSearch(run: SystemRun): OpenSearch {
  return {
    label: "simulated",
    async rows(language, query, signal) {
      signal.throwIfAborted();
      const now = Math.floor(run.now().getTime() / 1000);
      if (language === "sql" && !SELECT.test(query)) {
        throw new NotSeen("the simulated OpenSearch answers of SQL only SELECT * FROM logs LIMIT n", {
          remedy: "ask in its piped language: ppl source = logs | where level = 'error'",
        });
      }
      const text = query.trim().replace(SELECT, (_, index: string, most = "10") => `source = ${index} | head ${most}`);
      const value = runPipeline(text, { [INDEX]: documentsOf(run, now) });
      return { value, horizon: now, gaps: [] };
    },
  };
}

const SELECT = /^select\s+\*\s+from\s+([\w-]+)(?:\s+limit\s+(\d+))?;?$/i;

function documentsOf(run: SystemRun, now: number): readonly Document[] {
  const minutes = Array.from(
    { length: HOUR / MINUTE },
    (_, index) => Math.floor(now / MINUTE) * MINUTE - index * MINUTE,
  );
  return minutes.flatMap((at) =>
    run.incident.parts.flatMap(({ id, lines = [] }) =>
      lines.flatMap(({ text, severity, usual, bad }, line) => {
        const count = Math.round(!run.isHealthy && at >= run.onset && at < run.until ? bad : usual);
        return Array.from({ length: count }, (_, index) => ({
          time: momentText(Math.min(now, at + Math.floor((index * MINUTE) / Math.max(1, count)))),
          service: id,
          level: severity,
          traceId: hash(run.seed, at, line * 1_000 + index)
            .toString(16)
            .padStart(8, "0"),
          log: text,
        }));
      }),
    ),
  );
}
