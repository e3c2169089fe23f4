import type { Logs, Table, Telemetry } from "./ports.ts";

/** Secrets that lines carry, by their shape, and what stands in their place. */
const SECRETS: readonly (readonly [what: string, shape: RegExp])[] = [
  ["private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g],
  ["token", /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g],
  ["AWS key", /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/g],
  [
    "token",
    /\b(?:xox[abposr]-[\w-]{10,}|xapp-[\w-]{10,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|sk_(?:live|test)_\w{10,}|AIza[\w-]{30,})/g,
  ],
  ["credentials", /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi],
  ["credentials", /(?<=:\/\/[^\s/:@]{1,100}:)[^\s/@]{1,200}(?=@)/g],
  [
    "secret",
    /(?<=(?:pass(?:word|wd)?|secret|token|api[-_]?key|access[-_]?key|authorization|cookie|session[-_]?id)["']?\s{0,3}[:=]\s{0,3}["']?)[^\s"',;&}<]{3,}/gi,
  ],
  ["e-mail", /\b[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}\b/g],
];

const CARD = /(?<![\d.-])(?:\d[ -]?){12,18}\d(?![\d.-])/g;

/** A text without keys, tokens, passwords, e-mail addresses and card numbers: each is replaced by what it was. */
export function mask(text: string): string {
  const hidden = SECRETS.reduce((left, [what, shape]) => left.replaceAll(shape, `[${what} hidden]`), text);
  return hidden.replaceAll(CARD, (digits) => (isCard(digits) ? "[card number hidden]" : digits));
}

/** Luhn's check digit, as on every card: ISO/IEC 7812-1. Most other long numbers fail it. */
function isCard(text: string): boolean {
  const digits = [...text.replaceAll(/\D/g, "")].map(Number).toReversed();
  const doubled = digits.map((digit, index) => (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2));
  return new Set(digits).size > 1 && doubled.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
}

/** Telemetry whose log lines, rows and traces are masked before anybody sees or stores them. */
export function masked(telemetry: Telemetry): Telemetry {
  const { logs, traces, athena } = telemetry;
  return {
    ...telemetry,
    logs: maskedLogs(logs),
    ...(traces && {
      traces: {
        async find(window, signal, component) {
          const seen = await traces.find(window, signal, component);
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

function maskedTable(table: Table): Table {
  return { ...table, rows: table.rows.map((row) => row.map(mask)) };
}
