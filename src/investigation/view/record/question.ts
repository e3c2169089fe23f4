/** A question about one investigation that its record answers, without any look at AWS. Names are as they were typed. */
export type RecordQuestion =
  /** Who accepted or discarded what, and why. */
  | { readonly type: "decisions"; readonly decided?: "accepted" | "discarded"; readonly person?: string }
  /** Who did what. */
  | { readonly type: "deeds"; readonly person?: string }
  | { readonly type: "notes"; readonly person?: string }
  /** What speaks for and against components, or kinds of them: "database", "orders". */
  | { readonly type: "involved"; readonly names: readonly string[] }
  /** When it began: of a component, else of all that moved. */
  | { readonly type: "onset"; readonly component?: string }
  /** Who is hurt, and how much. */
  | { readonly type: "impact" }
  /** Whether it goes on. */
  | { readonly type: "over" }
  /** What is not known. */
  | { readonly type: "unknown" }
  | { readonly type: "next" }
  /** How sure it is: of one piece of evidence, else of the first cause. */
  | { readonly type: "proof"; readonly evidence?: string }
  /** What was looked at. */
  | { readonly type: "checked" }
  /** How it ended. */
  | { readonly type: "resolution" };

/** What the answer is about, in the words of its reader: "ruled out by Ana". */
export function recordWords(question: RecordQuestion): string {
  const by = "person" in question && question.person !== undefined ? ` by ${question.person}` : "";
  switch (question.type) {
    case "decisions":
      return `${DECISION[question.decided ?? "any"]}${by}`;
    case "deeds":
      return `done${by || " by people"}`;
    case "notes":
      return `notes${by}`;
    case "involved":
      return `involved: ${question.names.join(", ")}`;
    case "onset":
      return question.component === undefined ? "began" : `began: ${question.component}`;
    case "proof":
      return question.evidence ?? "proof";
    case "impact":
    case "over":
    case "next":
    case "checked":
      return question.type;
    case "unknown":
      return "not known";
    case "resolution":
      return "how it ended";
    default:
      return question satisfies never;
  }
}

const DECISION = { accepted: "accepted", discarded: "ruled out", any: "decided" } as const;
