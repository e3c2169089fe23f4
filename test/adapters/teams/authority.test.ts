import { expect, test } from "vitest";
import { createAuthority } from "../../../adapters/teams/connector/authority.ts";
import { createCertificate } from "../../counterparts/sns/signer.ts";
import { APP_ID } from "../../scenarios/teams-house.ts";

test("a certificate with its key does instead of a password", () => {
  const { certificate, key } = createCertificate();
  expect(
    createAuthority({ channel: "c", groups: [], appId: APP_ID, certificate: `${key}\n${certificate}` }),
  ).toBeDefined();
});

test.each([
  ["no certificate", ({ key }: { key: string }) => key],
  ["no key", ({ certificate }: { certificate: string }) => certificate],
  ["nonsense", () => "-----BEGIN CERTIFICATE-----"],
])("a file with %s stops the start, with the remedy", (_name, pem) => {
  expect(() =>
    createAuthority({ channel: "c", groups: [], appId: APP_ID, certificate: pem(createCertificate()) }),
  ).toThrow(/Give both, in PEM/);
});
