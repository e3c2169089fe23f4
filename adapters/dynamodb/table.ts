import { randomUUID } from "node:crypto";
import dynamoose from "dynamoose";
import { ANSWER_WITHIN_MS, CONNECTED_WITHIN_MS, retryStrategy } from "./retries.ts";

type Instance = InstanceType<typeof dynamoose.Instance>;

/** The type of dynamoose's DynamoDB client. */
export type Client = ReturnType<Instance["aws"]["ddb"]>;

type PutInput = Parameters<Client["putItem"]>[0];
/** An item or a part of it in DynamoDB's own notation: `{ S: "text" }`, `{ N: "1" }`, `{ B: bytes }`. */
export type Attributes = NonNullable<PutInput["Item"]>;

/** One table for everything: partition key `pk`, sort key `sk`, and both indexes from the first release. */
export interface Table {
  readonly name: string;
  readonly client: Client;
  /** Creates the table if it is missing, else checks its keys and indexes; throws with the remedy. */
  initialize(): Promise<void>;
  close(): void;
}

export interface DynamoConnection {
  readonly tableName: string;
  readonly region: string;
  /** The endpoint of DynamoDB Local, dynalite or another implementation on loopback. */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The index of unfinished work: partition `due/<0…15>`, sorted by due time. Sparse. */
export const DUE_INDEX = "due-index";
/** The index of investigations: partition `open` or `closed/<yyyy-mm>`, sorted by time. */
export const LIST_INDEX = "list-index";

/** Describes the table to dynamoose and connects to it. */
export function connectTable(connection: DynamoConnection): Table {
  const { tableName, region, endpoint, credentials } = connection;
  const instance = new dynamoose.Instance();
  const client = new instance.aws.ddb.DynamoDB({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
    retryStrategy,
    requestHandler: {
      requestTimeout: ANSWER_WITHIN_MS,
      throwOnRequestTimeout: true,
      connectionTimeout: CONNECTED_WITHIN_MS,
    },
  });
  instance.aws.ddb.set(client);
  const due = { name: DUE_INDEX, type: "global" as const, rangeKey: "dueAt", project: false };
  const list = { name: LIST_INDEX, type: "global" as const, rangeKey: "listedAt", project: true };
  const schema = new dynamoose.Schema({
    pk: { type: String, hashKey: true },
    sk: { type: String, rangeKey: true },
    due: { type: String, index: due },
    dueAt: String,
    list: { type: String, index: list },
    listedAt: String,
  });
  const model = dynamoose.model(`${tableName}-${randomUUID()}`, schema);
  const table = new instance.Table(tableName, [model], {
    initialize: false,
    throughput: "ON_DEMAND",
    waitForActive: { enabled: true, check: { frequency: 50, timeout: 180_000 } },
  });
  return {
    name: tableName,
    client,
    async initialize() {
      await table.initialize();
      await check(client, tableName);
      await expireByTtl(client, tableName);
    },
    close: () => client.destroy(),
  };
}

async function check(client: Client, tableName: string): Promise<void> {
  const { Table: found } = await client.describeTable({ TableName: tableName });
  const keys = found?.KeySchema?.map((key) => key.AttributeName).join(", ");
  const indexes = new Set(found?.GlobalSecondaryIndexes?.map((index) => index.IndexName));
  const missing = [DUE_INDEX, LIST_INDEX].filter((name) => !indexes.has(name));
  if (keys === "pk, sk" && missing.length === 0) return;
  const wrong = keys === "pk, sk" ? `it lacks the index ${missing.join(" and ")}` : `its keys are ${keys}`;
  throw new Error(`The table ${tableName} is not Gumshoe's: ${wrong}. Set TABLE_NAME to a new name; it is created.`);
}

/** Switches time to live on. dynalite has none; every read filters expired items. */
async function expireByTtl(client: Client, TableName: string): Promise<void> {
  try {
    const { TimeToLiveDescription } = await client.describeTimeToLive({ TableName });
    if (TimeToLiveDescription?.TimeToLiveStatus?.startsWith("ENABL")) return;
    await client.updateTimeToLive({
      TableName,
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
    });
  } catch (error) {
    if (error instanceof Error && error.name === "UnknownOperationException") return;
    throw error;
  }
}

/** Whether DynamoDB refused a write because its condition was false. */
export function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === "ConditionalCheckFailedException";
}
