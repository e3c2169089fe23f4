/** Returns the stream of an investigation, by its number. */
export const streamOf = (number: number): string => `investigation/${number}`;

/** Returns the number of an investigation, by its stream. */
export const numberOf = (stream: string): number => Number(stream.split("/").at(-1));
