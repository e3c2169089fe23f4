import type { Config } from "./config.ts";
import type { GreetingLine } from "./greeting.ts";
import type { Source, SourceAdapter, SourceHost } from "./source.ts";

/** Connects the sources in order; each gets those before it. */
export async function connectSources(
  config: Config,
  adapters: readonly SourceAdapter[],
  host: Omit<SourceHost, "before">,
): Promise<{ readonly sources: readonly Source[]; readonly lines: readonly GreetingLine[] }> {
  const sources: Source[] = [];
  const asked: [SourceAdapter, Source | undefined][] = [];
  for (const adapter of adapters) {
    const source = await adapter.connect(config, { ...host, before: [...sources] });
    if (source) sources.push(source);
    asked.push([adapter, source]);
  }
  const real = sources.some(({ telemetryFor, simulation }) => telemetryFor && !simulation);
  const lines = asked.flatMap(([adapter, source]) => {
    const line = source ? greetingOf(source, real) : adapter.unconnected?.(config, host);
    return line ? [line] : [];
  });
  return { sources, lines };
}

/** A source's line. Changes alone are merged with telemetry of a real system (`real`), and shown nowhere without it. */
function greetingOf({ telemetryFor, changesFor, greeting }: Source, real: boolean): GreetingLine | undefined {
  const line = greeting?.();
  if (!line || telemetryFor || !changesFor || real) return line;
  const [name, text] = line;
  return [name, `${text}; not shown, because no source of real telemetry is connected`];
}
