import { describe, expect, test } from "vitest";
import { plays } from "./moments.ts";
import { pageText } from "./page-text.ts";
import { slackText } from "./slack-text.ts";
import { teamsText } from "./teams-text.ts";
// Its tests run here, so that each incident is played once for all of them.
import "./reading.ts";

const platforms = { slack: slackText, teams: teamsText, page: pageText };

describe.each(Object.entries(plays))(
  "the cards of %s read as in the file; npm run golden writes it anew",
  (name, play) => {
    test.each(Object.entries(platforms))("on %s", async (platform, textOf) => {
      const texts = await Promise.all(
        (await play()).map(async ({ name: moment, card }) => `=== ${moment}\n${await textOf(card)}\n`),
      );
      await expect(texts.join("\n")).toMatchFileSnapshot(`cards/${name}.${platform}.txt`);
    });
  },
);
