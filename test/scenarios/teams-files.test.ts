import { afterEach, expect, test } from "vitest";
import { isDrive } from "../../adapters/teams/connector/upload.ts";
import type { TeamsFile } from "../counterparts/teams/connector.ts";
import { startTeamsHouse, type TeamsHouse } from "./teams-house.ts";

const houses: TeamsHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) {
    expect(house.teams.problems).toEqual([]);
    await house.stop();
  }
});

const ANA = { conversation: "a:ana" };
const BEN = { conversation: "a:ben", user: "29:ben" };

/** A report that was asked for in a chat with one person, and what is offered there. */
async function reported() {
  const house = await startTeamsHouse();
  houses.push(house);
  await house.sender.say("investigate cart is slow", ANA);
  await house.settled();
  await house.sender.say("report md", ANA);
  const files = (kind: "consent" | "info"): readonly TeamsFile[] =>
    house.teams.messages.flatMap(({ file }) => (file?.contentType.endsWith(kind) ? [file] : []));
  await expect.poll(() => files("consent").length).toBe(1);
  const [offer] = files("consent");
  if (offer?.contentType !== "application/vnd.microsoft.teams.card.file.consent") throw new Error("nothing is offered");
  const { driveUrl } = house.teams;
  const accept = (upload: Readonly<Record<string, string>> = {}, over: { conversation: string; user?: string } = ANA) =>
    house.sender.invoke(
      "fileConsent/invoke",
      {
        type: "fileUpload",
        action: "accept",
        context: offer.content.acceptContext,
        uploadInfo: {
          contentUrl: `${driveUrl}/shown.md`,
          name: offer.name,
          uploadUrl: `${driveUrl}/session`,
          uniqueId: "1150D938-8870-4044-9F2C-5BBDEBA70C9D",
          fileType: "md",
          ...upload,
        },
      },
      over,
    );
  const decline = () =>
    house.sender.invoke(
      "fileConsent/invoke",
      { type: "fileUpload", action: "decline", context: offer.content.declineContext },
      ANA,
    );
  const said = ({ conversation } = ANA) => house.teams.shown(conversation).at(-1)?.summary;
  return { house, offer, files, accept, decline, said };
}

test("a report is offered in a chat with one person; whoever allows it has it in their drive, whole, and sees it in the chat", async () => {
  const { house, offer, files, accept } = await reported();
  expect(offer).toMatchObject({ name: "G-1001-report.md" });
  expect(await accept()).toMatchObject({ status: 200 });
  const uploaded = house.teams.drive.get("/drive/session");
  expect(uploaded?.length).toBe(offer.content.sizeInBytes);
  expect(uploaded?.toString()).toContain("cart is slow");
  expect(files("info")).toMatchObject([
    { name: "G-1001-report.md", contentUrl: `${house.teams.driveUrl}/shown.md`, content: { fileType: "md" } },
  ]);
});

test("what was declined is not uploaded, also if it is allowed later", async () => {
  const { house, decline, accept, said } = await reported();
  expect(await decline()).toMatchObject({ status: 200 });
  await accept();
  expect(house.teams.drive.size).toBe(0);
  expect(said()).toMatch(/not offered here/);
});

test("what was offered to somebody else is not uploaded", async () => {
  const { house, accept, said } = await reported();
  await accept({}, BEN);
  expect(house.teams.drive.size).toBe(0);
  expect(said(BEN)).toMatch(/not offered here/);
});

test("a file goes to no other address than OneDrive's, and is shown at none", async () => {
  const { house, accept, files, said } = await reported();
  await accept({ uploadUrl: "https://evil.example/session" });
  expect(said()).toMatch(/not OneDrive's/);
  await accept({ contentUrl: "https://evil.example/shown" });
  expect(said()).toMatch(/not OneDrive's/);
  expect([house.teams.drive.size, files("info").length]).toEqual([0, 0]);
});

test("a drive that refuses is told of, and the offer still stands", async () => {
  const { house, accept, said } = await reported();
  await accept({ uploadUrl: `${house.teams.driveUrl}/full` });
  expect(said()).toMatch(/could not be uploaded/);
  await accept();
  expect(house.teams.drive.size).toBe(1);
});

test("an answer without what it must have is refused", async () => {
  const { house } = await reported();
  expect(await house.sender.invoke("fileConsent/invoke", { action: "accept", context: {} }, ANA)).toMatchObject({
    status: 400,
  });
});

test("outside of such a chat nothing is offered, and the card has the link", async () => {
  const house = await startTeamsHouse();
  houses.push(house);
  const root = await house.propose("cart");
  await house.sender.mention("report md", { thread: root.id });
  await expect.poll(() => JSON.stringify(house.replies(root))).toContain("https://gumshoe.example.com/file/");
  expect(house.teams.messages.some(({ file }) => file !== undefined)).toBe(false);
});

test.each([
  ["https://contoso-my.sharepoint.com/personal/ana/_api/v2.0/drive/items/1/uploadSession?guid=1", true],
  ["https://contoso.sharepoint.us/x", true],
  ["https://api.onedrive.com/rup/1", true],
  ["http://contoso.sharepoint.com/x", false],
  ["https://sharepoint.com.evil.example/x", false],
  ["https://evilsharepoint.com/x", false],
  ["https://contoso.sharepoint.com@169.254.169.254/x", false],
  ["https://169.254.169.254/latest", false],
  ["http://127.0.0.1/x", false],
  ["not an address", false],
])("%s is a drive: %s", (url, expected) => {
  expect(isDrive(url, false)).toBe(expected);
});
