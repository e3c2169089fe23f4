import { Unrecoverable } from "../../../src/errors.ts";
import type { Connector, Member } from "./connector.ts";

/** The most pages of a roster: 10,000 people. */
const PAGES = 20;

/** Lists the members of a team, by the id of its General channel: all ids under which the record may show them. */
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

/** The record has the directory's id of a person if Teams sent it, else Teams' own id; rosters contain both. */
function idsOf({ id, objectId, aadObjectId }: Member): readonly string[] {
  return [id, objectId, aadObjectId].flatMap((one) => (one == null ? [] : [`teams:${one}`]));
}
