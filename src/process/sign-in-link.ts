import type { SignInLink } from "../conversation/sign-in.ts";
import type { Platform } from "../platform.ts";
import type { Config } from "./config.ts";

/** Links into the page, where one of the platforms takes people from the chat. */
export function signInLinkOf(
  { PUBLIC_URL: url }: Pick<Config, "PUBLIC_URL">,
  platforms: readonly Platform[],
): { readonly signInLink?: SignInLink } {
  const [signInPath] = platforms.flatMap((platform) => platform.signInPath ?? []);
  return signInPath && url !== undefined ? { signInLink: (person) => `${url}${signInPath(person)}` } : {};
}
