/** The value of an option: one, several, or none (`true`) for a flag. */
export type Value = string | readonly string[] | true | undefined;

/**
 * An AWS CLI command that is safe to paste into a POSIX shell: `aws lambda get-alias --function-name quote --name live`. Undefined if a
 * value is unknown, was truncated or masked, or would be read as an option or a file: no command is better than a wrong one.
 */
export function awsCommand(operation: string, options: Readonly<Record<string, Value>>): string | undefined {
  const parts = Object.entries(options).map(([name, value]) => {
    if (value === true) return `--${name}`;
    const values = typeof value === "string" ? [value] : (value ?? []);
    const safe = values.length > 0 && values.every(isWhole);
    return safe ? [`--${name}`, ...values.map(quoted)].join(" ") : undefined;
  });
  return parts.includes(undefined) ? undefined : ["aws", operation, ...parts].join(" ");
}

/**
 * Neither truncated nor masked, one line, no option, and nothing that the CLI would load from elsewhere.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
function isWhole(value: string): boolean {
  return value !== "" && !/\p{C}|…| hidden\]|^-|^(?:fileb?|https?):\/\//u.test(value);
}

/** Quotes a value as one shell word, whatever it contains. */
function quoted(value: string): string {
  return /^[\w/.][\w/.:@,=-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
