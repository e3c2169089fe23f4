/** What every client of the SDK is made with: where it goes, as whom, and how patient it is. */
export interface Connection {
  readonly region: string;
  /** Another AWS on loopback. */
  readonly endpoint?: string;
  /** Of a role in another account; otherwise the SDK's default chain. */
  readonly credentials?: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
  /** Tries of one call, waits of 100 ms doubling between them. */
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly requestTimeout: number;
    /** Otherwise the SDK only warns, and goes on waiting. */
    readonly throwOnRequestTimeout: true;
    readonly connectionTimeout: number;
  };
}

/** No outgoing call may outlast this. */
const CALL_MS = 8_000;
const CONNECT_MS = 2_000;
const ATTEMPTS = 4;

/** A connection of the default chain, or as a role. */
export function createConnection(options: Pick<Connection, "region" | "endpoint" | "credentials">): Connection {
  const { region, endpoint, credentials } = options;
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
    maxAttempts: ATTEMPTS,
    requestHandler: { requestTimeout: CALL_MS, throwOnRequestTimeout: true, connectionTimeout: CONNECT_MS },
  };
}
