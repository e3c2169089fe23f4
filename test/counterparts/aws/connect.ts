import { type AwsSettings, createAws } from "../../../adapters/aws/aws.ts";

/** The AWS adapter on a counterpart, with room to spend; `over` says what is otherwise. */
export function connectTo(endpoint: string, over: Partial<AwsSettings> = {}): ReturnType<typeof createAws> {
  return createAws({
    account: undefined,
    region: "eu-west-1",
    endpoint,
    accounts: {},
    athena: { workgroup: "primary", database: undefined },
    limits: { calls: 400, dollars: 1 },
    queryDollars: 1,
    now: () => new Date(),
    ...over,
  });
}
