import { webApi } from "@slack/bolt";
import { z } from "zod";
import type { Belonging } from "../../../src/access/reader.ts";
import { knownZone } from "../../../src/command/time/zone.ts";
import type { Actor } from "../../../src/events/events.ts";
import { withoutNulls } from "../../../src/json.ts";

/** Somebody, as the workspace knows them. */
export interface Person {
  /** Undefined where the workspace does not know them. */
  readonly name: string | undefined;
  /** IANA. */
  readonly zone: string;
  /** How far they belong to the workspace. */
  readonly belonging: Belonging;
  /** False for bots, Slackbot among them, which says what others schedule, and for people who were deactivated. */
  readonly speaks: boolean;
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
    deleted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  }),
});

type User = z.infer<typeof answer>["user"];

/** To `users.info` Slackbot is no bot. */
const SLACKBOT = "USLACKBOT";
/** Nobody whom this workspace knows: whoever it is belongs elsewhere. */
const NOT_HERE = new Set(["user_not_found", "user_not_visible"]);
const foreigner: Person = { name: undefined, zone: "UTC", belonging: "external", speaks: true };

/** `team`: the workspace that the bot is installed in. */
export function createPeople(client: webApi.WebClient, now: () => number, team: string): People {
  const kept = new Map<string, { readonly person: Person; readonly at: number }>();
  const asking = new Map<string, Promise<Person | undefined>>();

  async function ask(user: string): Promise<Person | undefined> {
    const person = await client.apiCall("users.info", { user }).then(
      (found) => toPerson(user, withoutNulls({ ...found }), team),
      (error: unknown) => (isNotHere(error) ? foreigner : undefined),
    );
    if (!person) return undefined;
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

function isNotHere(error: unknown): boolean {
  return error instanceof webApi.WebAPIPlatformError && NOT_HERE.has(error.data.error);
}

/** Undefined if Slack answered something else. */
function toPerson(id: string, found: unknown, team: string): Person | undefined {
  const user = answer.safeParse(found).data?.user;
  if (!user) return undefined;
  const { name, real_name, tz, profile, is_bot = false, deleted = false } = user;
  const names = [profile?.display_name, profile?.real_name, real_name, name];
  return {
    name: names.find((one) => one !== undefined && one !== "") ?? id,
    zone: knownZone(tz),
    belonging: belongingOf(user, team),
    speaks: !is_bot && !deleted && id !== SLACKBOT,
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
