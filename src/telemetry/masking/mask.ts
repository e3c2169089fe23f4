import type { Change } from "../../findings/change.ts";
import type { Logs, Table, Telemetry } from "../ports/ports.ts";
import { namesSecret, SECRETS } from "./secrets.ts";

/** What one mark sets free may be a secret itself; more rounds than this are not worth their time. */
const ROUNDS = 10;

/** Characters without a width: a key that was copied out of a document may hold some, and is one all the same. */
const UNSEEN = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/g;

/** A text without keys, tokens, passwords, e-mail addresses and card numbers: each is replaced by what it was. Idempotent. */
export function mask(text: string): string {
  const seen = text.replaceAll(UNSEEN, "");
  const masked = inRounds(seen);
  return masked === seen ? text : masked;
}

/** Whether a text holds a secret, or held one that is hidden by now. */
export function hasSecret(text: string): boolean {
  return mask(text) !== text || /\[[a-z -]{1,20} hidden\]/i.test(text);
}

function inRounds(text: string): string {
  let masked = text;
  for (let round = 0; round < ROUNDS; round++) {
    const before = masked;
    masked = once(before);
    if (masked === before) break;
  }
  return masked;
}

function once(text: string): string {
  return SECRETS.reduce(
    (left, { what, shape, is }) =>
      left.replaceAll(shape, (found) => (is === undefined || is(found) ? `[${what} hidden]` : found)),
    text,
  );
}

/** Telemetry whose log lines, rows, traces and details of changes are masked before anybody sees or stores them. */
export function masked(telemetry: Telemetry): Telemetry {
  const { logs, changes, traces, athena } = telemetry;
  return {
    ...telemetry,
    changes: {
      async during(window, signal, resource) {
        const seen = await changes.during(window, signal, resource);
        return { ...seen, value: seen.value.map(maskedChange) };
      },
    },
    logs: maskedLogs(logs),
    ...(traces && {
      traces: {
        async find(window, signal, component, only) {
          const seen = await traces.find(window, signal, component, only);
          const value = seen.value.map((trace) => ({
            ...trace,
            entry: mask(trace.entry),
            ...(trace.cause !== undefined && { cause: mask(trace.cause) }),
          }));
          return { ...seen, value };
        },
      },
    }),
    ...(athena && {
      athena: {
        async run(request, options) {
          const seen = await athena.run(request, options);
          return { ...seen, value: { ...maskedTable(seen.value), sql: seen.value.sql } };
        },
      },
    }),
  };
}

function maskedLogs(logs: Logs): Logs {
  const { estimate, query } = logs;
  return {
    async patterns(groups, window, baselineEnd, signal) {
      const seen = await logs.patterns(groups, window, baselineEnd, signal);
      const value = seen.value.map((each) => ({ ...each, pattern: mask(each.pattern), sample: mask(each.sample) }));
      return { ...seen, value };
    },
    ...(estimate && { estimate }),
    ...(query && {
      async query(groups, text, window, signal) {
        const seen = await query(groups, text, window, signal);
        return { ...seen, value: maskedTable(seen.value) };
      },
    }),
  };
}

/** Who made it stays: that is what it is asked for. */
function maskedChange(change: Change): Change {
  const detail = Object.entries(change.detail).map(([name, value]) => [name, maskedField(name, value)]);
  return { ...change, detail: Object.fromEntries(detail) };
}

function maskedTable(table: Table): Table {
  const names = table.columns.map(({ name }) => name);
  return { ...table, rows: table.rows.map((row) => row.map((cell, index) => maskedField(names[index] ?? "", cell))) };
}

/** A secret without its name beside it: the name is the column's. */
function maskedField(name: string, value: string): string {
  return value !== "" && namesSecret(name) ? "[secret hidden]" : mask(value);
}
