import { Unrecoverable } from "../../../src/errors.ts";
import type { Connector, Member } from "./connector.ts";

/** Pages of a roster that are read: 10,000 people. */
const PAGES = 20;

/** Asks who is in a team, by the id of its General channel: every id of a person that the record may show. */
export function createRosters(connector: Connector): (team: string) => Promise<readonly string[]> {
  return async (team) => {
    const ids: string[] = [];
    let continuation: string | undefined;
    for (let count = 0; count < PAGES; count++) {
      const { members, continuationToken } = await connector.members(team, continuation);
      ids.push(...members.flatMap(idsOf));
      continuation = continuationToken || undefined;
      if (continuation === undefined) return ids;
    }
    throw new Unrecoverable(`team ${team} has more than 10,000 people. Name a smaller team in OPERATORS.`);
  };
}

/** A person speaks under the directory's id where Teams tells it, else under Teams' own; rosters name the former in either way. */
function idsOf({ id, objectId, aadObjectId }: Member): readonly string[] {
  return [id, objectId, aadObjectId].flatMap((one) => (one == null ? [] : [`teams:${one}`]));
}
