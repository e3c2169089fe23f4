/** A tool of another system, as the operator listed it, and what it is asked. */
export interface ToolRequest {
  readonly server: string;
  readonly tool: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Asks a tool that only reads, and returns its text as it came. Throws a NotSeen with a remedy where there is no such tool or no answer. */
export type AskTool = (request: ToolRequest, signal: AbortSignal) => Promise<string>;
