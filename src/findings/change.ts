/** One write to the system, by a person or a program. */
export interface Change {
  readonly id: string;
  /** Epoch seconds. */
  readonly at: number;
  /** AWS's name of the action: UpdateService, RunTask. */
  readonly action: string;
  /** The actor, as in CloudTrail: role/deploy. */
  readonly actor: string;
  /** ARNs or names of the changed resources. */
  readonly resources: readonly string[];
  /** Details to show: version, commit, parameters. */
  readonly detail: Readonly<Record<string, string>>;
  /** Further parameters that a rollback needs, exactly as the source reported them. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly link?: string;
}
