import type { Service } from "@aws-sdk/client-xray";

/**
 * The services of one account in a graph of several, with their callers and callees in other accounts.
 * A node without an account (a table, an external API) stays with its callers.
 */
export function servicesOfAccount(services: readonly Service[], account: string): readonly Service[] {
  const own = services.filter(({ AccountId }) => AccountId === account);
  const others = services.filter((service) => isForeign(service, account));
  const near = besides(services, own);
  const far = besides(services, others);
  return services.filter(
    (service) => own.includes(service) || near.has(service) || !(others.includes(service) || far.has(service)),
  );
}

/** Whether a service runs in another account than `account`; never if that is undefined. */
export function isForeign({ AccountId }: Service, account: string | undefined): boolean {
  return account !== undefined && AccountId !== undefined && AccountId !== account;
}

/** The callers and callees of some services. */
function besides(services: readonly Service[], some: readonly Service[]): ReadonlySet<Service> {
  const numbers = new Set(some.map(({ ReferenceId }) => ReferenceId));
  const called = new Set(some.flatMap(({ Edges = [] }) => Edges.map(({ ReferenceId }) => ReferenceId)));
  const beside = services.filter(
    ({ ReferenceId, Edges = [] }) =>
      called.has(ReferenceId) || Edges.some(({ ReferenceId: target }) => numbers.has(target)),
  );
  return new Set(beside);
}
