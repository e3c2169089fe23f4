import type { Audience } from "../../../src/access/audience.ts";
import { Retryable } from "../../../src/errors.ts";
import { fromKey } from "../place.ts";
import type { Roster, Rosters } from "./rosters.ts";

/**
 * Whoever is in a channel or chat sees it. What is said into another channel or chat is read by everybody there: then all of them have to
 * be in it.
 */
export function createTeamsAudience(rosters: Rosters): Audience {
  async function peopleOf(channel: string): Promise<Roster> {
    const { conversation } = fromKey(channel);
    const people = await rosters.of(conversation);
    if (!people) throw new Retryable(`Teams does not tell who is in ${conversation}`);
    return people;
  }

  return {
    async sees({ actor, channel: asked, shared }, channel) {
      const [people, readers] = await Promise.all([
        peopleOf(channel),
        shared && asked !== undefined ? peopleOf(asked) : undefined,
      ]);
      return people.has(actor.id) && [...(readers?.keys() ?? [])].every((reader) => people.has(reader));
    },
  };
}
