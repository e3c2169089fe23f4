/** A column of a recording: a metric of a component in one statistic, by row; NaN if the cell is empty. */
export interface RecordedColumn {
  readonly component: string;
  readonly metric: string;
  readonly statistic: string;
  readonly values: Float64Array;
}

/** The metrics of a recording; `times` are epoch seconds. */
export interface RecordedTable {
  readonly times: readonly number[];
  readonly columns: readonly RecordedColumn[];
}

/**
 * Reads a table with three header rows (component, metric, statistic), a row that names the index, then one row per time. Throws if it has
 * no rows.
 */
export function parseTable(text: string, file: string): RecordedTable {
  const [components = [], metrics = [], statistics = [], ...rest] = parseRows(text);
  const rows = rest.filter((row) => isTime(row[0]));
  if (rows.length === 0)
    throw new Error(`${file} holds no rows of metrics: is it a metrics.csv with three header rows?`);
  const columns = components.slice(1).map((component, index) => ({
    component,
    metric: metrics[index + 1] ?? "",
    statistic: statistics[index + 1] ?? "",
    values: Float64Array.from(rows, (row) => toNumber(row[index + 1])),
  }));
  return { times: rows.map((row) => Number(row[0])), columns };
}

/** Rows of comma-separated cells; a quoted cell may contain commas and doubled quotes. */
export function parseRows(text: string): readonly (readonly string[])[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map(parseCells);
}

function parseCells(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(",");
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

function isTime(cell: string | undefined): boolean {
  return cell !== undefined && cell !== "" && Number.isFinite(Number(cell));
}

function toNumber(cell: string | undefined): number {
  return cell === undefined || cell.trim() === "" ? Number.NaN : Number(cell);
}
