/** A part of a document, independent of its format. All text is plain; the writer of each format escapes it. */
export type DocumentBlock =
  | { readonly type: "paragraph"; readonly text: string; readonly small?: boolean }
  | { readonly type: "facts"; readonly facts: readonly (readonly [label: string, value: string])[] }
  /** `widths`: shares of the line. */
  | {
      readonly type: "table";
      readonly columns: readonly string[];
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly type: "list"; readonly items: readonly string[] }
  /** A question, and its answer; undefined: room for one. */
  | { readonly type: "prompt"; readonly question: string; readonly answer: string | undefined }
  /** What a person wrote, and who and when. */
  | { readonly type: "quote"; readonly text: string; readonly by: string }
  /** A picture by its archive id. `alt` is its finding in words. */
  | { readonly type: "chart"; readonly archive: string; readonly alt: string };

export interface DocumentSection {
  readonly title: string;
  readonly blocks: readonly DocumentBlock[];
}

export interface ReportDocument {
  readonly title: string;
  /** Under the title: what it is about, and when it was made. */
  readonly subtitle: string;
  /** "SIMULATED", where nothing of it happened. */
  readonly label: string | undefined;
  readonly sections: readonly DocumentSection[];
}
