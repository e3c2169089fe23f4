import { ListTopicsCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Trial } from "../call/trial.ts";
import { snsOperations } from "./topics.ts";

/** Tries SNS: its topics. */
export const trySns = (client: SNSClient): Trial => ({
  operation: snsOperations.list,
  call: (abort) => client.send(new ListTopicsCommand({}), abort),
});
