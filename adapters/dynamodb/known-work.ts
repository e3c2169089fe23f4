import type { LaneName, Work } from "../../src/events/work.ts";

/** What a commit leaves to its lanes. */
export interface KnownWork {
  readonly version: number;
  /** ISO time of the commit. */
  readonly at: string;
  readonly work: readonly Work[];
  /** The lanes that have not taken over their part; as long as there are any the commit is in the index. */
  readonly lanes: Set<LaneName>;
}

/** The work of the newest commits that this process appended or read, so that its lanes need not ask for them. */
export interface KnownCommits {
  /** Keeps a commit that this process appended. */
  add(stream: string, known: KnownWork): void;
  /** Keeps all commits that are stored after some version, and returns them: as they were known, where they were. */
  learn(stream: string, stored: readonly KnownWork[]): readonly KnownWork[];
  /** Forgets a stream that cannot be read. */
  forget(stream: string): void;
  /** The work of all known commits after a version; none if it is not known without a gap, or if there is nothing new. */
  after(stream: string, version: number): readonly KnownWork[];
}

const STREAMS = 2_000;
const COMMITS_EACH = 100;

export function createKnownCommits(): KnownCommits {
  const streams = new Map<string, readonly KnownWork[]>();

  function keep(stream: string, known: readonly KnownWork[]): void {
    streams.delete(stream);
    streams.set(stream, known.slice(-COMMITS_EACH));
    const oldest = streams.keys().next();
    if (streams.size > STREAMS && !oldest.done) streams.delete(oldest.value);
  }

  return {
    add(stream, known) {
      const before = streams.get(stream) ?? [];
      const last = before.at(-1)?.version ?? 0;
      if (last < known.version) keep(stream, last + 1 === known.version ? [...before, known] : [known]);
    },
    learn(stream, stored) {
      const before = new Map(streams.get(stream)?.map((known) => [known.version, known]));
      const learnt = stored.map((known) => before.get(known.version) ?? known);
      if (learnt.length > 0) keep(stream, learnt);
      return learnt;
    },
    forget: (stream) => void streams.delete(stream),
    after(stream, version) {
      const known = streams.get(stream) ?? [];
      const [first] = known;
      return first && first.version <= version + 1 ? known.filter((each) => each.version > version) : [];
    },
  };
}
