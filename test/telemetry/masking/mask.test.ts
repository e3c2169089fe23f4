import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mask, maskName } from "../../../src/telemetry/masking/mask.ts";
import { SECRETS as SHAPES } from "../../../src/telemetry/masking/secrets.ts";
import { hostileLine, hostileParts } from "../../hostile.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]): string => parts.join("");
const JWT = made("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiJhbmEifQ", ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
const SLACK = made("xox", "b-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx");
const BASE64 = made("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj");

/** A line, and the part of it that nobody may see. */
const SECRETS: readonly (readonly [line: string, secret: string])[] = [
  ["key AKIAIOSFODNN7EXAMPLE used", "AKIAIOSFODNN7EXAMPLE"],
  ["ASIAIOSFODNN7EXAMPLE", "IOSFODNN7"],
  ["key_xAKIAIOSFODNN7EXAMPLE_old", "IOSFODNN7"],
  ["AKIA\u200bIOSFODNN7EXAMPLE", "IOSFODNN7"],
  ["pass\u00adword=hun\ufeffter2", "ter2"],
  ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "bPxRfiCY"],
  ['{"SecretAccessKey":"wJalrXUtnFEMI/K7MDENG","SessionToken":"FwoGZXIvYXdzE//a=="}', "K7MDENG"],
  ['{"SecretAccessKey":"wJalrXUtnFEMI/K7MDENG","SessionToken":"FwoGZXIvYXdzE//a=="}', "FwoGZX"],
  ["Authorization: Bearer abc123def456ghi", "abc123def456ghi"],
  ["authorization: bearer abcdefghijklmnopqrstuvwxyzabcdef", "abcdefghijklmnop"],
  ["got Bearer a.b-c_d~e+f/g== from client", "a.b-c_d"],
  ["Authorization: Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpw"],
  [`token was ${JWT}`, "mB92K27"],
  [`cookie "${JWT}"`, "eyJzdWIi"],
  ["postgres://app:s3cr3t@db:5432/shop", "s3cr3t"],
  ["redis://:s3cr3t@cache:6379", "s3cr3t"],
  ["mysql://app:p@ss@db/shop", "p@ss"],
  ["password=hunter2", "hunter2"],
  ["Password: hunter2", "hunter2"],
  ["DB_PASSWORD='hunter2'", "hunter2"],
  ['{"password":"hunter2"}', "hunter2"],
  ['{"password": "correct horse battery"}', "horse"],
  ['{"password":"a,b;c&d}e<f"}', "d}e"],
  ['{"password":"a\\"bcd\\"e"}', "bcd"],
  ['{\\"password\\":\\"hunter2\\",\\"user\\":\\"ana\\"}', "hunter2"],
  ['{\\\\\\"password\\\\\\":\\\\\\"hunter2\\\\\\"}', "hunter2"],
  ["pwd=hunter2 user=ana", "hunter2"],
  ['{"pass":"hunter2"}', "hunter2"],
  ["passphrase: open-sesame", "sesame"],
  ["pin password=12", "=12"],
  ["client_secret=abc123&grant_type=x", "abc123"],
  ["x-api-key: k-123456", "k-123456"],
  ["api_key=k123456", "k123456"],
  ["Set-Cookie: sid=abc; theme=dark; auth=zyx", "zyx"],
  ["Cookie: a=first; b=second", "second"],
  ["sessionId=abcdef", "abcdef"],
  ["GET /x?access_token=abcdef&b=1", "abcdef"],
  [
    "https://b.s3.amazonaws.com/k?X-Amz-Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024",
    "fe5f80",
  ],
  [`slack ${SLACK} failed`, "AbCdEfGh"],
  [made("xox", "e.xoxp-1-Mi0yLTEyMzQ1Njc4OTA"), "Mi0yLTE"],
  [made("https://hooks.slack", ".com/services/T00000000/B00000000/XXXXabcdXXXX"), "XXXXabcd"],
  [made("gh", "p_16C7e42F292c6912E7710c838347Ae178B4a"), "e42F292"],
  [made("github_", "pat_11ABCDEFG0abcdefghijkl"), "0abcdef"],
  [made("gl", "pat-abcdefghij1234567890"), "efghij12"],
  [made("sk_", "live_4eC39HqLyjWDarjtT1zdp7dc"), "HqLyj"],
  ["mail to ana.b+c@mail.example.co.uk sent", "ana.b"],
  ["jörg.müller@example.com", "müller"],
  ["user=ana@example.com", "ana@"],
  ["card 4111111111111111 declined", "4111"],
  ["card 4111 1111 1111 1111.", "1111"],
  ["card=4111-1111-1111-1111, ok", "1111-1111"],
  ["amex 378282246310005", "0005"],
  ["mastercard 5555555555554444!", "4444"],
  [made("-----BEGIN RSA PRIVATE", ` KEY-----\n${BASE64}\nabc\n-----END RSA PRIVATE KEY-----`), "MIIE"],
  [made("-----BEGIN PRIVATE", ` KEY-----\\n${BASE64}\\n-----END PRIVATE KEY----- and more`), "MIIE"],
  [made("-----BEGIN OPENSSH PRIVATE", ` KEY-----\n${BASE64}`), "MIIE"],
  ["key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY used", "bPxRfiCY"],
  [made("sk-", "proj-4eC39HqLyjWDarjtT1zdp7dc_x"), "HqLyj"],
  [made("sk-", "4eC39HqLyjWDarjtT1zdp7dc4eC39HqLyjWD"), "HqLyj"],
  [made("SG", ".4eC39HqLyjWDarjtT1.4eC39HqLyjWDarjtT1zdp7dc"), "HqLyj"],
  [made("hv", "s.4eC39HqLyjWDarjtT1zdp7dc"), "HqLyj"],
  [made("rk_", "live_4eC39HqLyjWDarjtT1zdp7dc"), "HqLyj"],
  ["https://discord.com/api/webhooks/123456789012345678/aBcD-eFgH_iJkL", "eFgH"],
  ["https://acme.webhook.office.com/webhookb2/1a2b@3c4d/IncomingWebhook/5e6f", "5e6f"],
  ["https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/send", "Hdq"],
  ["CREATE USER app IDENTIFIED BY 'hunter2'", "hunter2"],
  ["identified with mysql_native_password by 'hunter2'", "hunter2"],
  ["ALTER ROLE app PASSWORD 'hunter2'", "hunter2"],
  ["mysql -uroot -phunter2 shop", "hunter2"],
  ["mysqldump --user=app --password hunter2 shop", "hunter2"],
  ["aws secretsmanager create-secret --secret-string hunter2", "hunter2"],
  ["sshpass -p hunter2 ssh app@db", "hunter2"],
  ["docker login -u app -p hunter2 registry.example.com", "hunter2"],
  ["redis-cli -h cache -a hunter2 ping", "hunter2"],
  ["curl -s -u app:hunter2 https://shop.example.com", "hunter2"],
  ["curl --user 'app:hunter2' https://shop.example.com", "hunter2"],
  ["the password Hunter2-Hunter2 was rejected", "Hunter2"],
  ["password is hunter2!", "unter2"],
  ["Authorization: token abc123def", "abc123"],
  ["sv=2024-01-01&sig=aGVsbG8gd29ybGQgaGVsbG8%3D", "aGVsbG8"],
  ['{"name":"DB_PASSWORD","value":"hunter2"}', "hunter2"],
  ['[{\\"Name\\":\\"API_TOKEN\\",\\"Value\\":\\"hunter2\\"}]', "hunter2"],
  ["- name: DB_PASSWORD\n  value: hunter2", "hunter2"],
  ['<add key="SmtpPassword" value="hunter2"/>', "hunter2"],
  ["<password>hunter2</password>", "hunter2"],
  [':password=>"hunter2"', "hunter2"],
  ["SECRET_KEY_BASE=hunter2", "hunter2"],
  ["ENCRYPTION_KEY: hunter2", "hunter2"],
  ["next=/login%3Fpassword%3Dhunter2", "hunter2"],
  ["jwt=hunter2&otp=123456", "123456"],
  [BASE64, "MIIE"],
  [`  ${BASE64}\n`, "MIIE"],
];

/** What people read logs for. */
const KEPT: readonly string[] = [
  "request 550e8400-e29b-41d4-a716-446655440000 failed",
  "12345678-1234-1234-1234-123456789012",
  "trace 1-5759e988-bd862e3fe1be46a994272793",
  "traceparent 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  "arn:aws:lambda:eu-west-1:111122223333:function:checkout",
  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf",
  "arn:aws:iam::111122223333:role/token-reader",
  "order 100045 of 4000, total 1234567890123456",
  "order 2026112300004711 shipped",
  "at 2026-11-23T03:10:00.123Z",
  "2026-11-23 03:10:00,123 INFO",
  ...Array.from({ length: 12 }, (_, index) => `epoch ${1_795_401_600_000 + index}`),
  ...Array.from({ length: 12 }, (_, index) => `micros ${1_795_401_600_000_000 + index}`),
  "10.0.0.1:5432 and 2001:db8::1",
  "0.41111111111111111",
  "the secretary called",
  "12 tokens per second",
  "tokens: 512, max_tokens: 4096",
  "Compass: north, bypass=true",
  "tests pass: 120, fail: 0",
  "Basic authentication failed",
  "basic information follows",
  "Bearer authentication required",
  "invalid token: expired",
  "password: null, token=undefined",
  "Authorization: missing",
  "AWS/Cognito TokenRefreshSuccesses",
  "CPUUtilization HTTPCode_Target_5XX_Count",
  "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "/aws/lambda/checkout/2026/11/23/[$LATEST]abcdef0123456789",
  "com.example.Shop@1a2b3c4d and lodash@4.17.21",
  "the password expired; reset it",
  "token refresh failed after 3 attempts",
  "password rotation of orders-db-2 begins",
  "mysql -h db -P 3306 -u app shop",
  "aws secretsmanager get-secret-value --secret-id prod/db",
  "aws cloudwatch list-metrics --next-token -",
  "docker login -u app registry.example.com",
  "kubectl logs -p orders-7d9f6c5b8-x2x4q",
  "curl -u https://shop.example.com",
  "identified by 3 alarms",
  "sk-learn-pipeline-with-a-rather-long-name",
  "MyVeryLongLambdaFunctionNameOfTheOrders24",
  "src/main/java/com/example/Shop/OrderImpl1",
  "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
  "EncryptionKey: arn:aws:kms:eu-west-1:111122223333:key/1a2b",
  '{"name":"MAX_TOKENS","value":"4096"}',
  "<name>orders</name>",
  "design=flat&assign=ana",
  "connection pool exhausted after 30000 ms",
  "https://example.com:8443/a?b=c",
  "",
];

describe("secrets", () => {
  test.each(SECRETS)("%j is hidden", (line, secret) => {
    expect(mask(line)).not.toContain(secret);
    expect(mask(line)).toMatch(/\[[\w -]+ hidden\]/);
  });
  test.each(SECRETS)("%j is hidden in the middle of a line, and only once", (line) => {
    const once = mask(`2026-11-23 ERROR before ${line}\nafter`);
    expect(once).toMatch(/^2026-11-23 ERROR before /);
    expect(mask(once)).toBe(once);
  });
  test.each(KEPT)("%j stays", (line) => {
    expect(mask(line)).toBe(line);
  });
  test("what stands beside a secret stays", () => {
    expect(mask('{"user":"ana","password":"hunter2","order":17}')).toBe(
      '{"user":"ana","password":"[secret hidden]","order":17}',
    );
    expect(mask("postgres://app:s3cr3t@db:5432/shop")).toBe("postgres://app:[credentials hidden]@db:5432/shop");
    expect(mask("a password=hunter2 b")).toBe("a password=[secret hidden] b");
  });
});

const piece = fc.oneof(
  fc.constantFrom(...SECRETS.map(([line]) => line), ...KEPT),
  fc.constantFrom(" ", "\n", '"', "'", "\\", ":", "=", "@", ".", "-", ",", ";", "://", "password", "token=", "Bearer "),
  fc.constantFrom("eyJ", "-----BEGIN ", "[secret hidden]", "4111", "cookie:", "a"),
  fc.string({ maxLength: 20 }),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

describe("whatever is logged", () => {
  test("masking twice is masking once", () => {
    fc.assert(
      fc.property(text, (line) => {
        const once = mask(line);
        expect(mask(once)).toBe(once);
      }),
      { numRuns: 5_000 },
    );
  });
  test("it grows no more than its marks need", () => {
    fc.assert(fc.property(text, (line) => mask(line).length <= line.length * 12 + 24));
  });
  test("it never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (line) => typeof mask(line) === "string"));
  });

  test.each(hostileParts)("100 KB of %j are read to their end", (part) => {
    expect(mask(hostileLine(part)).length).toBeGreaterThan(0);
  });
});

test.each([
  "auth-token:42",
  "ana@example.com",
  "4111111111111111",
  "arn:aws:lambda:eu-west-1:123456789012:function:auth-token:live",
  "app/shop/50dc6c495c0c9188",
])("%s is a name", (name) => {
  expect(maskName(name)).toBe(name);
});

test.each([
  "https://ana:hunter2@shop.test/",
  "job?password=hunter2",
  "ghp_0123456789abcdefghij0123",
  "AKIA0123456789ABCDEF",
])("%s is no name", (name) => {
  expect(maskName(name)).toMatch(/hidden/);
  expect(maskName(name)).not.toMatch(/hunter2|0123456789/);
});

test("every secret has what its cheap test looks for, so that none is spared the dear one", () => {
  const lines = SECRETS.map(([line]) => line);
  const sought = SHAPES.flatMap(({ what, needs, shape }) =>
    needs ? [{ what, needs, once: new RegExp(shape.source, shape.flags.replace("g", "")) }] : [],
  );
  expect(sought.filter(({ once }) => lines.some((line) => once.test(line)))).toHaveLength(sought.length);
  fc.assert(
    fc.property(text, fc.boolean(), (line, isUpper) => {
      const said = isUpper ? line.toUpperCase() : line;
      const missed = sought.filter(({ needs, once }) => once.test(said) && !needs.test(said));
      expect(missed.map(({ what }) => what)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
