import type { Operation } from "../../adapters/aws/call/operation.ts";
import { operationsOf } from "../../adapters/aws/permissions/by-pack.ts";
import type { Pack } from "../../src/packs/pack.ts";
import { tableOf } from "./made-part.ts";

/** Each action that packs need, why, and which packs need it. */
export function permissionsTable(packs: readonly Pack[]): string {
  const needed = packs.flatMap((pack) => operationsOf(pack).flatMap((each) => rowsOf(each, pack.service)));
  const byAction = Map.groupBy(needed, ({ action }) => action);
  const rows = [...byAction].map(([action, all]) => {
    const services = [...new Set(all.map(({ service }) => service))];
    const which =
      services.length > MANY ? `${services.length} packs` : services.map((name) => `\`${name}\``).join(", ");
    return [`\`${action}\``, all[0]?.reason ?? "", which];
  });
  return tableOf(["action", "what for", "packs"], rows);
}

/** More packs than these are only counted. */
const MANY = 6;

function rowsOf({ action, reason, also = [] }: Operation, service: string) {
  return [{ action, reason, service }, ...also.map((more) => ({ action: more.action, reason: more.reason, service }))];
}
