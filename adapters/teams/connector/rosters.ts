import { AUDIENCE_MS } from "../../../src/access/audience.ts";
import { memoizeEach } from "../../../src/concurrency/memoize.ts";
import { Unrecoverable } from "../../../src/errors.ts";
import type { Connector, Member } from "./connector.ts";

/** The most pages of a roster: 10,000 people. */
const PAGES = 20;

/** Who is in a team, a channel or a chat: each person by every id that the record may show. */
export type Roster = ReadonlyMap<string, Person>;
export interface Person {
  /** As the record names them where Teams tells the directory's id. */
  readonly id: string;
  readonly guest: boolean;
  /** The person's own tenant, where Teams tells it. */
  readonly tenant: string | undefined;
}

export interface Rosters {
  /** The members of a team, without its guests, by the id of its General channel. Asks anew each time. */
  members(team: string): Promise<readonly string[]>;
  /** The people of a conversation; undefined where Teams refuses to tell. Kept for five minutes. */
  of(conversation: string): Promise<Roster | undefined>;
}

/** Asks Teams who is where. */
export function createRosters(connector: Connector, now: () => Date): Rosters {
  async function ask(conversation: string): Promise<Roster> {
    const people = new Map<string, Person>();
    let continuation: string | undefined;
    for (let count = 0; count < PAGES; count++) {
      const { members, continuationToken } = await connector.members(conversation, continuation);
      for (const member of members) {
        const guest = member.userRole?.toLowerCase() === "guest" || member.userRole?.toLowerCase() === "anonymous";
        const [own, ...others] = idsOf(member);
        const person = { id: others.at(-1) ?? own ?? "", guest, tenant: member.tenantId ?? undefined };
        for (const id of idsOf(member)) people.set(id, person);
      }
      continuation = continuationToken || undefined;
      if (continuation === undefined) return people;
    }
    throw new Unrecoverable(`team ${conversation} has more than 10,000 people. Name a smaller team in OPERATORS.`);
  }

  return {
    members: async (team) => [...(await ask(team))].flatMap(([id, { guest }]) => (guest ? [] : [id])),
    of: memoizeEach(AUDIENCE_MS, now, (conversation) =>
      ask(conversation).catch((error: unknown) => {
        if (error instanceof Unrecoverable) return undefined;
        throw error;
      }),
    ),
  };
}

/** The record has the directory's id of a person if Teams sent it, else Teams' own id; rosters contain both. */
function idsOf({ id, objectId, aadObjectId }: Member): readonly string[] {
  return [id, objectId, aadObjectId].flatMap((one) => (one == null ? [] : [`teams:${one}`]));
}
