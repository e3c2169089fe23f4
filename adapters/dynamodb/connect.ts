import type { StoresAdapter } from "../../src/process/stores.ts";

/** A DynamoDB table, where `TABLE_NAME` names one. Loaded only then: its SDK takes its time and memory. */
export const dynamodb: StoresAdapter = {
  async open({ TABLE_NAME: tableName, AWS_REGION: region, DYNAMODB_ENDPOINT, AWS_ENDPOINT_URL }, { now }) {
    if (tableName === undefined) return undefined;
    const { openDynamoStores } = await import("./stores.ts");
    const endpoint = DYNAMODB_ENDPOINT ?? AWS_ENDPOINT_URL;
    return openDynamoStores({ tableName, region, now, ...(endpoint !== undefined && { endpoint }) });
  },
};
