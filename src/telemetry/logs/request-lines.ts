import type { RequestLines } from "../../findings/log-pattern.ts";
import { sourceStatement } from "./source-location.ts";

/** An ordinary line of a request, neither error nor warning, with its pattern. */
export interface RequestLine {
  /** Epoch seconds. */
  readonly at: number;
  readonly group: string;
  readonly request: string;
  readonly pattern: string;
}

/** The lines of a request in a log group, with the statements that wrote them. */
interface Request {
  readonly first: RequestLine;
  readonly statements: ReadonlySet<string>;
}

/**
 * Request counts of each pattern, by `${group}
 * ${pattern}`, per minute from `start` on (epoch seconds) in which the request began. `minutes`: zero for each minute with lines in the
 * source, NaN for others. Requests are of one kind if the same statement wrote their first line, except those of another branch, which
 * contain lines that no request with the pattern has. A statement of several kinds counts for the most frequent.
 */
export function requestLinesOf(
  lines: readonly RequestLine[],
  start: number,
  minutes: Float64Array,
): ReadonlyMap<string, RequestLines> {
  const statements = new Map<string, string>();
  const keyOf = ({ group, pattern }: RequestLine): string => {
    const known = statements.get(pattern) ?? sourceStatement(pattern);
    statements.set(pattern, known);
    return `${group}\n${known}`;
  };
  const toRequest = (said: readonly RequestLine[]): Request => {
    const first = said.reduce((earliest, line) => (line.at < earliest.at ? line : earliest));
    return { first, statements: new Set(said.map(keyOf)) };
  };
  const requests = [...Map.groupBy(lines, ({ group, request }) => `${group}\n${request}`).values()].map(toRequest);
  const countOf = (some: readonly Request[]): Float64Array => {
    const counted = minutes.slice();
    for (const { first } of some) {
      const minute = Math.floor((first.at - start) / 60);
      if (minute >= 0 && minute < counted.length) counted[minute] = (counted[minute] || 0) + 1;
    }
    return counted;
  };
  const byStatement = new Map<string, Pick<RequestLines, "all" | "wrote"> & { readonly size: number }>();
  const begun = Map.groupBy(requests, ({ first }) => keyOf(first));
  for (const all of begun.values()) {
    for (const statement of new Set(all.flatMap((request) => [...request.statements]))) {
      const wrote = all.filter((request) => request.statements.has(statement));
      const known = byStatement.get(statement);
      if (known && known.size >= wrote.length) continue;
      const beside = new Set(wrote.flatMap((request) => [...request.statements]));
      const alike = all.filter((request) => [...request.statements].every((each) => beside.has(each)));
      byStatement.set(statement, { all: countOf(alike), wrote: countOf(wrote), size: wrote.length });
    }
  }
  const patterns = new Map(lines.map((line) => [`${line.group}\n${line.pattern}`, line]));
  const beginning = Map.groupBy(requests, ({ first }) => `${first.group}\n${first.pattern}`);
  return new Map(
    [...patterns].flatMap(([pattern, line]) => {
      const found = byStatement.get(keyOf(line));
      return found
        ? [[pattern, { all: found.all, wrote: found.wrote, begun: countOf(beginning.get(pattern) ?? []) }]]
        : [];
    }),
  );
}
