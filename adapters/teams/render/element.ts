/** How a text looks. */
export interface TextLook {
  readonly size?: "Small" | "Default" | "Medium";
  readonly weight?: "Bolder";
  readonly isSubtle?: true;
  readonly color?: "Attention";
  readonly fontType?: "Monospace";
}

/** Text that is shown as it is, in one look; perhaps a link. */
export interface TextRun extends TextLook {
  readonly type: "TextRun";
  readonly text: string;
  readonly selectAction?: { readonly type: "Action.OpenUrl"; readonly url: string };
}

/** The part of Adaptive Cards 1.5 that is used. https://adaptivecards.io/explorer/ */
export type Element =
  | { readonly type: "RichTextBlock"; readonly inlines: readonly TextRun[]; readonly spacing?: "None" | "Small" }
  /** Reads Markdown: only for text without any. */
  | ({
      readonly type: "TextBlock";
      readonly text: string;
      readonly wrap: true;
      readonly style?: "heading";
    } & TextLook)
  | {
      readonly type: "Container";
      readonly style: ContainerStyle;
      readonly bleed?: true;
      readonly items: readonly Element[];
    }
  | {
      readonly type: "Table";
      readonly firstRowAsHeader: true;
      readonly columns: readonly { readonly width: number; readonly horizontalCellContentAlignment?: "Right" }[];
      readonly rows: readonly { readonly type: "TableRow"; readonly cells: readonly Cell[] }[];
    }
  | { readonly type: "Image"; readonly url: string; readonly altText: string; readonly size: "Stretch" }
  | { readonly type: "ActionSet"; readonly actions: readonly CardAction[] }
  | {
      readonly type: "Input.Text";
      readonly id: string;
      readonly label: string;
      readonly isMultiline: boolean;
      readonly maxLength: number;
      readonly isRequired: boolean;
      readonly errorMessage?: string;
      readonly placeholder?: string;
      readonly value?: string;
    }
  | {
      readonly type: "Input.ChoiceSet";
      readonly id: string;
      readonly label: string;
      readonly choices: readonly { readonly title: string; readonly value: string }[];
      readonly value: string;
    };

export type ContainerStyle = "default" | "emphasis" | "good" | "attention" | "warning" | "accent";

export interface Cell {
  readonly type: "TableCell";
  readonly items: readonly Element[];
}

/** `Action.Execute` changes the card for everybody; `Action.Submit` opens a dialog; both carry a command that a person could type. `Action.OpenUrl` opens a page. */
export type CardAction = {
  readonly title: string;
  readonly style?: "positive" | "destructive";
  readonly mode?: "secondary";
} & (
  | { readonly type: "Action.OpenUrl"; readonly url: string }
  | { readonly type: "Action.Execute"; readonly verb: "say"; readonly data: { readonly command: string } }
  | {
      readonly type: "Action.Submit";
      readonly data: { readonly command: string; readonly msteams?: { readonly type: "task/fetch" } };
    }
);

export interface AdaptiveCard {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.5";
  readonly fallbackText: string;
  readonly speak?: string;
  readonly body: readonly Element[];
  readonly actions?: readonly CardAction[];
  readonly msteams?: { readonly width: "Full"; readonly entities?: readonly CardMention[] };
}

/** A person whom `text` in the card mentions. https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format */
export interface CardMention {
  readonly type: "mention";
  /** `<at>Ben</at>`, as it stands in the card. */
  readonly text: string;
  /** By the id in Microsoft Entra, or by that of the Bot Framework. */
  readonly mentioned: { readonly id: string; readonly name: string; readonly type?: "tag" };
}
