import { fromNodeProviderChain } from "@aws-sdk/credential-providers";

/** Time limit for an instance's own credentials: they answer at once, or there are none. */
const ASK_MS = 1_000;

/** Whether the SDK's default chain finds credentials: environment, profile, container, instance. */
export async function hasCredentials(): Promise<boolean> {
  return fromNodeProviderChain({ timeout: ASK_MS, maxRetries: 0 })().then(
    () => true,
    () => false,
  );
}

/** The SDK's default chain. It keeps credentials until they expire. */
export const defaultCredentials = (): ReturnType<typeof fromNodeProviderChain> => {
  known ??= fromNodeProviderChain();
  return known;
};
let known: ReturnType<typeof fromNodeProviderChain> | undefined;
