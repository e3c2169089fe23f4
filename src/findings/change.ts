/** One write that somebody or something made to the system. */
export interface Change {
  readonly id: string;
  /** Epoch seconds. */
  readonly at: number;
  /** As AWS names it: UpdateService, RunTask. */
  readonly action: string;
  /** As CloudTrail names it: role/deploy. */
  readonly actor: string;
  /** ARNs or names of what was changed. */
  readonly resources: readonly string[];
  /** What is worth telling: version, commit, parameters. */
  readonly detail: Readonly<Record<string, string>>;
  /** What its way back needs beside that, exactly as told. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly link?: string;
}
