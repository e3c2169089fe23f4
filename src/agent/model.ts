/** A look that a model may ask for: a command as people type it, without what follows its verb. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** Runs it with what follows the verb. Resolves to what was seen, or to the reason why nothing was. */
  readonly run: (rest: string) => Promise<string>;
}

/** What one answer has cost so far. */
export interface ModelSpending {
  readonly calls: number;
  /** Tokens. */
  readonly input: number;
  readonly output: number;
  /** Set where the endpoint did not count them. */
  readonly estimated?: boolean;
}

export interface ModelRequest {
  readonly instructions: string;
  readonly prompt: string;
  readonly tools: readonly ModelTool[];
  /** Whether one more call may be made after so much. */
  goOn(spent: ModelSpending): boolean;
  /** Hears the words of the present call as they come, each time from its beginning. */
  onText(text: string): void;
  readonly signal: AbortSignal;
}

/** A language model. It words; it decides nothing. */
export interface Model {
  /** As the settings name it. */
  readonly name: string;
  /** The longest time of an answer, ms. */
  readonly patienceMs: number;
  /** Dollars of one million tokens; undefined where nobody told. */
  readonly price: { readonly input: number; readonly output: number } | undefined;
  /**
   * Answers in plain text, empty where it had no budget left to. Rejects if it cannot be reached, refuses or is aborted; the message of the error
   * is then the reason, without words of the model.
   */
  ask(request: ModelRequest): Promise<{ readonly text: string; readonly spent: ModelSpending }>;
}
