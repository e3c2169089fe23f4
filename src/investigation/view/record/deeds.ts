import type { Text, TextSpan } from "../../../card/card.ts";
import { withoutMiddle } from "../../../card/number.ts";
import type { Actor, PageTarget } from "../../../events/events.ts";
import type { Investigation } from "../../state.ts";
import type { RecordAnswer } from "./answer.ts";

/** Something that somebody did, in words that follow the name. */
interface Deed {
  readonly by: Actor;
  readonly at: string;
  readonly words: string;
}

/** Whether an actor is meant by a name as people type it: the whole name, or its first word. */
export function isPerson({ name }: Actor, typed: string): boolean {
  const [whole, wanted] = [name.toLowerCase(), typed.toLowerCase()];
  return whole === wanted || whole.split(/\s/)[0] === wanted;
}

/** The people of an investigation, in the order in which they came. */
export function peopleOf(state: Investigation): readonly string[] {
  return [...new Set(deedsOf(state).map(({ by }) => by.name))];
}

/** What people did, oldest first: all of one person, else a line for each. */
export function deeds(state: Investigation, person: string | undefined): RecordAnswer {
  const all = deedsOf(state);
  if (person !== undefined) {
    const own = all.filter(({ by }) => isPerson(by, person));
    if (own.length === 0) return { text: `Nothing by ${person} is in the record. ${namesWords(all)}` };
    return {
      text: `${own[0]?.by.name ?? person}, oldest first:`,
      points: own.map((deed) => point(deed.at, deed.words)),
    };
  }
  const people = Map.groupBy(all, ({ by }) => by.id);
  if (people.size === 0) return { text: "Nobody has done anything here so far. To take it: ack" };
  const points = [...people.values()].map((own) => {
    const last = own.at(-1);
    return point(last?.at ?? "", `${last?.by.name}: ${[...new Set(own.map(({ words }) => short(words)))].join(", ")}`);
  });
  return {
    text: `${people.size === 1 ? "One person" : `${people.size} people`}, with their last action's time. Who only reads leaves no trace.`,
    points,
  };
}

/** What people wrote into the record, oldest first. */
export function notes(state: Investigation, person: string | undefined): RecordAnswer {
  const told = state.notes
    .map(({ id, text, said, at, by }) => ({ id, text, at: said?.at ?? at, author: said?.author ?? by.name }))
    .filter(({ author }) => person === undefined || isPerson({ id: "", name: author }, person))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  if (told.length === 0) {
    const whose = person === undefined ? "No note is" : `No note of ${person} is`;
    return { text: `${whose} in the record. To keep one: note and the text. Talk in the thread is not kept.` };
  }
  const points = told.map(({ at, author, text, id }) => point(at, `${author}: ${line(text)} (${id})`));
  return { text: "Notes, oldest first:", points };
}

function point(at: string, words: string): { readonly sign: "+"; readonly text: Text } {
  const time: readonly TextSpan[] = at === "" ? [] : [{ time: at }, " "];
  return { sign: "+", text: [...time, words] };
}

const line = (text: string): string => withoutMiddle(text.replaceAll(/\s+/g, " "), 240);

/** A deed without its object: "note". */
function short(words: string): string {
  return words.split(": ")[0] ?? words;
}

function namesWords(all: readonly Deed[]): string {
  const names = [...new Set(all.map(({ by }) => by.name))];
  return names.length === 0 ? "Nobody has done anything here so far." : `There is something by ${names.join(", ")}.`;
}

/** Everything that people did and that is still in the record, oldest first. Gumshoe's own work is left out. */
function deedsOf(state: Investigation): readonly Deed[] {
  const { opened, acknowledged, assigned, closed, snoozes, pages, queries, hypotheses } = state;
  const deed = (stamp: { readonly by: Actor; readonly at: string } | undefined, words: string): readonly Deed[] =>
    stamp === undefined ? [] : [{ by: stamp.by, at: stamp.at, words }];
  return [
    ...deed(opened, "opened it"),
    ...deed(acknowledged, "ack"),
    ...deed(assigned, `assigned it to ${assigned?.to.name ?? ""}`),
    ...snoozes.flatMap((snooze) => deed(snooze, "snoozed it")),
    ...pages.flatMap((page) => deed(page, `paged ${page.targets.map(targetName).join(", ")}`)),
    ...state.notes.flatMap((note) => deed(note, `note: ${line(note.text)} (${note.id})`)),
    ...queries.flatMap((query) => deed(query, `asked: ${line(query.understood)} (${query.id})`)),
    ...hypotheses.flatMap((each) => {
      const { decided, id } = each;
      if (decided.type === "proposed") return [];
      const reason = decided.type === "discarded" && decided.reason !== undefined ? `: ${line(decided.reason)}` : "";
      return deed(decided, `${decided.type} ${id}${reason}`);
    }),
    ...deed(closed, closed?.resolution === undefined ? "closed it" : `closed it: ${line(closed.resolution)}`),
  ]
    .filter(({ by }) => by.id !== "gumshoe" && by.id.includes(":"))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function targetName(target: PageTarget): string {
  return target.type === "here" ? "everybody here" : target.name;
}
