import type { Reader } from "../access/reader.ts";
import type { Roles } from "../access/roles.ts";
import type { Understood } from "../command/grammar/understood.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { type Inbound, readerOf } from "./inbound.ts";

/** Why somebody may not say this at all, whatever it is about; what only some may ask is looked at where it is asked. */
export function refusedTo(roles: Roles, reader: Reader, understood: Understood): string | undefined {
  switch (understood.type) {
    case "ignore":
    case "run": // what it stands for is looked at
      return undefined;
    case "reply":
    case "read":
      return roles.refusesReading(reader);
    case "set":
      return understood.setting.type === "aliases" ? roles.refusesReading(reader) : roles.refusesDeciding(reader);
    case "command":
      return understood.command.type === "ask" ? undefined : roles.refusesDeciding(reader);
    case "start":
    case "carry":
    case "override":
      return roles.refusesDeciding(reader);
    default:
      return understood satisfies never;
  }
}

/** Why somebody may not ask this, or approve what others want to change: that is for some, and never for a program. */
export function refusedCommand(roles: Roles, inbound: Inbound, asked: PersonCommand): string | undefined {
  switch (asked.type) {
    case "ask":
      return roles.refuses(readerOf(inbound), asked.question);
    case "approve":
      if (inbound.program) return "A program approves nothing. Press the button yourself.";
      return roles.refusesApproving(readerOf(inbound));
    default:
      return undefined;
  }
}
