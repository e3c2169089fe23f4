import { OWN } from "../../../src/conversation/choose.ts";

/** An account besides Gumshoe's own: a role to assume there, or one that shares its telemetry with this one. */
export type Account =
  | { readonly type: "role"; readonly roleArn: string }
  | { readonly type: "linked"; readonly id: string };

/** By the name that people type. */
export type Accounts = Readonly<Record<string, Account>>;

/** The account's id: twelve digits. */
export function idOf(account: Account): string {
  return account.type === "role" ? (account.roleArn.split(":")[4] ?? "") : account.id;
}

/** By its name or its id; undefined is Gumshoe's own account, or one that is not connected. */
export function accountOf(accounts: Accounts, named: string | undefined): Account | undefined {
  if (named === undefined) return undefined;
  if (Object.hasOwn(accounts, named)) return accounts[named];
  return Object.values(accounts).find((account) => idOf(account) === named);
}

/** An account as people know it: "shared (444455556666)", or its id where it has no name. */
export function labelOf(accounts: Accounts, id: string): string {
  const [name] = Object.entries(accounts).find(([, account]) => idOf(account) === id) ?? [];
  return name === undefined ? id : `${name} (${id})`;
}

/** Gumshoe's own account, by its id or as people call it. Where the id is not known, every id may be it. */
export function isOwn(named: string, own: string | undefined): boolean {
  return named === OWN || named === own || (own === undefined && /^\d{12}$/.test(named));
}
