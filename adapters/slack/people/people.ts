import type { webApi } from "@slack/bolt";
import { z } from "zod";
import type { Belonging } from "../../../src/access/reader.ts";
import { knownZone } from "../../../src/command/time/zone.ts";
import type { Actor } from "../../../src/events/events.ts";

/** A member of the workspace. */
export interface Person {
  readonly name: string;
  /** IANA. */
  readonly zone: string;
  /** How far they belong to the workspace. */
  readonly belonging: Belonging;
  readonly isBot: boolean;
}

/** Looks people up, with at most one request per person and hour. */
export interface People {
  /** Waits at most this long for Slack's answer; undefined if there is none by then. */
  find(user: string, waitMs: number): Promise<Person | undefined>;
}

const KEPT_MS = 3_600_000;
const KEPT = 5_000;

const answer = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    tz: z.string().optional(),
    team_id: z.string().optional(),
    is_bot: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  }),
});

type User = z.infer<typeof answer>["user"];

/** `team`: the workspace that the bot is installed in. */
export function createPeople(client: webApi.WebClient, now: () => number, team: string): People {
  const kept = new Map<string, { readonly person: Person; readonly at: number }>();
  const asking = new Map<string, Promise<Person | undefined>>();

  async function ask(user: string): Promise<Person | undefined> {
    const parsed = answer.safeParse(await client.apiCall("users.info", { user }).catch(() => undefined));
    if (!parsed.success) return undefined;
    const { name, real_name, tz, profile } = parsed.data.user;
    const names = [profile?.display_name, profile?.real_name, real_name, name];
    const person = {
      name: names.find((one) => one !== undefined && one !== "") ?? user,
      zone: knownZone(tz),
      belonging: belongingOf(parsed.data.user, team),
      isBot: parsed.data.user.is_bot ?? false,
    };
    const oldest = kept.keys().next();
    if (kept.size >= KEPT && !oldest.done) kept.delete(oldest.value);
    kept.set(user, { person, at: now() });
    return person;
  }

  /** Parallel requests for one person share one call. */
  function askOnce(user: string): Promise<Person | undefined> {
    const running = asking.get(user) ?? ask(user).finally(() => asking.delete(user));
    asking.set(user, running);
    return running;
  }

  return {
    async find(user, waitMs) {
      const found = kept.get(user);
      if (found && now() - found.at <= KEPT_MS) return found.person;
      const asked = askOnce(user);
      if (found) return found.person;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), waitMs);
      });
      return Promise.race([asked, late]).finally(() => clearTimeout(timer));
    },
  };
}

/** A person of Slack as an actor of the record. */
export function actorOf(user: string, name: string): Actor {
  return { id: actorIdOf(user), name };
}

/** An actor id from a user id. */
export function actorIdOf(user: string): string {
  return `slack:${user}`;
}

/**
 * Somebody of another workspace is external, unless both are workspaces of one Enterprise Grid that the person is in. A guest is a
 * restricted member. https://docs.slack.dev/apis/slack-connect/
 */
function belongingOf(user: User, team: string): Belonging {
  const workspaces = [user.team_id ?? team, ...(user.enterprise_user?.teams ?? [])];
  if (user.is_stranger || !workspaces.includes(team)) return "external";
  return user.is_restricted || user.is_ultra_restricted ? "guest" : "member";
}
