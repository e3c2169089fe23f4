import type { Block, Card, TextSpan, Tone } from "../../card/card.ts";
import { withoutEnd, withoutMiddle } from "../../card/number.ts";
import type { Notice } from "../../events/events.ts";
import { type Investigation, investigationName } from "../state.ts";

/** A notice as its service tells it: its facts, its sentences, its next steps and its page. */
export function noticeBlocks({ updates }: Investigation, notice: Notice): readonly Block[] {
  const { title, text, nextSteps, link } = notice;
  // What the title names already stands once.
  const facts = notice.facts.filter(([label, value]) => label !== "Resource" || !title.includes(value));
  const latest = updates.at(-1);
  return [
    ...(latest
      ? [
          {
            type: "text" as const,
            text: ["Latest update ", { time: latest.at }, `: ${withoutEnd(latest.notice.title, 120)}`],
          },
        ]
      : []),
    ...(text === "" ? [] : [{ type: "quote" as const, text }]),
    ...(facts.length === 0 ? [] : [{ type: "facts" as const, facts }]),
    ...nextSteps.map((step) => ({ type: "text" as const, text: `Next: ${step}` })),
    ...placeBlocks(notice),
    ...(link === undefined
      ? []
      : [{ type: "links" as const, links: [{ text: isConsole(link) ? "Console" : "Page", url: link }] }]),
  ];
}

/** Account, Region and time, as far as they are known. */
function placeBlocks({ account, region, at }: Notice): readonly Block[] {
  const place = [account, region].filter((each) => each !== undefined).join(" · ");
  const time: readonly TextSpan[] = at === undefined ? [] : [place === "" ? "at " : " · at ", { time: at }];
  const text = [...(place === "" ? [] : [place]), ...time];
  return text.length === 0 ? [] : [{ type: "context", text }];
}

/** The word before a notice's title and its colour. */
export function noticeLook({ word, mood = "info" }: Notice): { readonly word: string; readonly tone: Tone } {
  const tones = { bad: "alarm", warning: "acknowledged", good: "ok", info: "neutral" } as const;
  const words = { bad: "PROBLEM", warning: "WARNING", good: "OK", info: "NOTICE" } as const;
  return { word: word ?? words[mood], tone: tones[mood] };
}

/** A further notice of the same thread, as a message in it. */
export function updateCard(state: Investigation, notice: Notice): Card {
  const { word, tone } = noticeLook(notice);
  const title = `${word} ${notice.title}`;
  return {
    title,
    tone,
    investigation: investigationName(state),
    blocks: noticeBlocks({ ...state, updates: [] }, notice),
    push: withoutMiddle(title, 80),
  };
}

/** Pages of other systems have a link, too. */
function isConsole(link: string): boolean {
  return /^https:\/\/(?:[\w-]+\.)*console\./.test(link);
}
