/** Sessions that a statement, a wait, a host or a user keeps active at once, on average. */
export interface LoadPart {
  readonly name: string;
  /** Average active sessions before the symptom and around it; 0 if it was not among the first. */
  readonly before: number;
  readonly around: number;
}

/** What keeps a database busy around a symptom, compared with before; each list has the most of the symptom's time first. */
export interface DatabaseLoad {
  /** All active sessions. */
  readonly before: number;
  readonly around: number;
  /** Statements without their values. */
  readonly statements: readonly LoadPart[];
  readonly waits: readonly LoadPart[];
  readonly hosts: readonly LoadPart[];
  readonly users: readonly LoadPart[];
}
