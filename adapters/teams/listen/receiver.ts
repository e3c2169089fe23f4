import type { IncomingMessage, ServerResponse } from "node:http";
import type { TeamsAdapter } from "@microsoft/teams-ai";
import type { TurnContext } from "botbuilder";
import { z } from "zod";
import { messageOf } from "../../../src/errors.ts";
import { parseJson, withoutNulls } from "../../../src/json.ts";
import type { Log } from "../../../src/log/log.ts";
import { readBody } from "../../../src/process/request-body.ts";
import { withOutput, withoutOutput } from "./library-output.ts";
import { expires } from "./sender.ts";

/** Requests of Teams are far smaller. */
const LARGEST_BODY = 1024 * 1024;
const PATH = "/api/messages";

/** A verified activity, and how an invoke is answered. */
export interface VerifiedActivity {
  readonly activity: unknown;
  answer(response: { readonly status: number; readonly body?: unknown }): Promise<void>;
}

/** The Bot Framework's adapter behind a guard: what it dies of is answered here; a refused token is 401, a request that `logic` refuses 403. */
export function toListener(
  adapter: TeamsAdapter,
  options: { readonly verified: boolean; readonly log: Log },
  logic: (turn: VerifiedActivity) => Promise<"taken" | "refused">,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { verified, log } = options;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").split("?")[0];
    if (request.method !== "POST") return refuse(response, 405, "Teams posts to /api/messages.");
    if (path !== PATH) return refuse(response, 404, "Teams posts to /api/messages.");
    if (!verified && !isLoopback(request.socket.remoteAddress)) {
      return refuse(response, 403, "Without TEAMS_APP_ID only this machine is served.");
    }
    if (verified && !expires(request.headers.authorization)) return refuse(response, 401, "A token has to expire.");
    const body = parse((await readBody(request, LARGEST_BODY))?.toString());
    if (!body) return refuse(response, 400, "Not an activity.");
    let outcome: Outcome = "unreached";
    const answer = toResponse(response, () => outcome);
    const kinds = await withoutOutput(() =>
      adapter.process({ method: "POST", headers: request.headers, body }, answer, async (context) => {
        outcome = "taken";
        outcome = await withOutput(() => logic(toTurn(context))).catch((error: unknown) => {
          log.warn({ error: messageOf(error) }, "a request of Teams failed");
          throw error;
        });
      }),
    );
    if (outcome === "unreached" && kinds.length > 0) log.warn({ kinds }, "a token of Teams was refused");
  }

  return (request, response) =>
    void serve(request, response).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, "a request of Teams failed");
      if (!response.headersSent) refuse(response, 500, "Not stored. Send it again.");
    });
}

function toTurn(context: TurnContext): VerifiedActivity {
  return {
    activity: context.activity,
    async answer(value) {
      await context.sendActivity({ type: "invokeResponse", value });
    },
  };
}

/** How far a request came. */
type Outcome = "unreached" | "taken" | "refused";

/** The response for the adapter. The adapter reports a refused token as status 500, so a 500 before the bot was reached becomes 401. */
function toResponse(response: ServerResponse, outcome: () => Outcome) {
  let content: unknown;
  return {
    socket: response.socket,
    status(code: number) {
      response.statusCode = outcome() === "refused" ? 403 : code >= 500 && outcome() === "unreached" ? 401 : code;
    },
    header(name: string, value: unknown) {
      response.setHeader(name, String(value));
    },
    send(body: unknown) {
      content = body;
    },
    end() {
      if (response.statusCode >= 400 || content === undefined) return response.end();
      response.setHeader("content-type", "application/json");
      return response.end(JSON.stringify(content));
    },
  };
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::1|(?:::ffff:)?127\.)/.test(address);
}

/** The adapter crashes without a type. Microsoft's own validation and this adapter's would refuse an activity with a field that is null. */
const typed = z
  .record(z.string(), z.unknown())
  .transform(withoutNulls)
  .pipe(z.looseObject({ type: z.string().min(1) }));

function parse(text: string | undefined): Record<string, unknown> | undefined {
  return typed.safeParse(parseJson(text ?? "")).data;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain" }).end(`${text}\n`);
}
