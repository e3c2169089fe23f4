/** A value of an option: one, several, or none where the option stands alone. */
export type Value = string | readonly string[] | true | undefined;

/**
 * A call of AWS's command line, safe to paste into a POSIX shell: `aws lambda get-alias --function-name quote --name live`.
 * Undefined where a value is unknown, was cut or hidden, or would be taken for an option or a file: no command is better than one
 * that does something else.
 */
export function aws(operation: string, options: Readonly<Record<string, Value>>): string | undefined {
  const parts = Object.entries(options).map(([name, value]) => {
    if (value === true) return `--${name}`;
    const values = typeof value === "string" ? [value] : (value ?? []);
    const safe = values.length > 0 && values.every(isWhole);
    return safe ? [`--${name}`, ...values.map(quoted)].join(" ") : undefined;
  });
  return parts.includes(undefined) ? undefined : ["aws", operation, ...parts].join(" ");
}

/**
 * Neither cut nor hidden, one line, no option, and nothing that the command line would read from elsewhere.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
function isWhole(value: string): boolean {
  return value !== "" && !/\p{C}|…| hidden\]|^-|^(?:fileb?|https?):\/\//u.test(value);
}

/** One word for the shell, whatever stands in it. */
function quoted(value: string): string {
  return /^[\w/.][\w/.:@,=-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
