import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCases } from "../../bench/cluster-cases.ts";
import { explainCase, scoreOf } from "../../bench/cluster-score.ts";
import { cases } from "../kubernetes/cases.ts";
import { at, documentsOf, healthyShop, type Shop } from "../kubernetes/shop.ts";

function write(folder: string, { logs, ...shop }: Shop, expected: unknown): void {
  mkdirSync(join(folder, "logs"), { recursive: true });
  for (const [index, list] of documentsOf({ logs, ...shop }).entries()) {
    writeFileSync(join(folder, `${index}.json`), JSON.stringify(list));
  }
  for (const { namespace, pod, text } of logs)
    writeFileSync(join(folder, "logs", `${namespace}_${pod}_main.log`), text);
  writeFileSync(join(folder, "expected.json"), JSON.stringify(expected));
}

test("cases of a folder are read and scored", () => {
  const folder = mkdtempSync(join(tmpdir(), "cluster-"));
  const now = at(0);
  for (const name of ["replicas-zero", "database-login"]) {
    const shop = healthyShop();
    const { change, kind, object } = cases.find((each) => each.kind === name)!;
    change(shop);
    write(join(folder, name), shop, { object: { name: object.split("/")[1] }, reason: [kind], now });
  }
  write(join(folder, "another object"), healthyShop(), { object: { name: "cart" }, reason: "replicas-zero", now });
  write(join(folder, "healthy"), healthyShop(), { healthy: true, now });
  expect(scoreOf(readCases(folder).map(explainCase))).toEqual({
    bench: "cluster",
    cases: 4,
    top1: 0.667,
    top3: 0.667,
    byKind: { "database-login": { cases: 1, top1: 1 }, "replicas-zero": { cases: 2, top1: 0.5 } },
    healthy: 1,
    healthyAccused: 0,
  });
});
