/** Options of every SDK client: endpoint, credentials, retries and timeouts. */
export interface AwsConnection {
  readonly region: string;
  /** Another AWS on loopback. */
  readonly endpoint?: string;
  /** Credentials of a role in another account; default: the SDK's default chain. */
  readonly credentials?: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
  /** Attempts of one call, with waits of 100 ms, doubling. */
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly requestTimeout: number;
    /** Without it the SDK only logs a warning and goes on waiting. */
    readonly throwOnRequestTimeout: true;
    readonly connectionTimeout: number;
  };
}

/** Timeout of an outgoing call. */
const CALL_MS = 8_000;
const CONNECT_MS = 2_000;
const ATTEMPTS = 4;

/** A connection with the default chain, or with a role. */
export function createConnection(options: Pick<AwsConnection, "region" | "endpoint" | "credentials">): AwsConnection {
  const { region, endpoint, credentials } = options;
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
    maxAttempts: ATTEMPTS,
    requestHandler: { requestTimeout: CALL_MS, throwOnRequestTimeout: true, connectionTimeout: CONNECT_MS },
  };
}
