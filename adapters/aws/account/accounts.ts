import { OWN } from "../../../src/access/guardrails.ts";

/** Another account than Gumshoe's own: either a role to assume there, or an account that shares its telemetry with Gumshoe's. */
export type Account =
  | { readonly type: "role"; readonly roleArn: string; readonly externalId?: string }
  | { readonly type: "linked"; readonly id: string };

/** Key: the name that people type. */
export type Accounts = Readonly<Record<string, Account>>;

/** The account's id: twelve digits. */
export function accountIdOf(account: Account): string {
  return account.type === "role" ? (account.roleArn.split(":")[4] ?? "") : account.id;
}

/** Finds an account by its name or its id. Undefined: Gumshoe's own account, or one that is not connected. */
export function accountOf(accounts: Accounts, named: string | undefined): Account | undefined {
  if (named === undefined) return undefined;
  if (Object.hasOwn(accounts, named)) return accounts[named];
  return Object.values(accounts).find((account) => accountIdOf(account) === named);
}

/** The label of an account: "shared (444455556666)", or its id if it has no name. */
export function labelOf(accounts: Accounts, id: string): string {
  const [name] = Object.entries(accounts).find(([, account]) => accountIdOf(account) === id) ?? [];
  return name === undefined ? id : `${name} (${id})`;
}

/** Whether a name or an id means Gumshoe's own account. While its id is unknown, every id may be it. */
export function isOwn(named: string, own: string | undefined): boolean {
  return named === OWN || named === own || (own === undefined && /^\d{12}$/.test(named));
}
