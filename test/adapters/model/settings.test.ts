import { expect, test } from "vitest";
import { modelSettings } from "../../../adapters/model/settings.ts";

const read = (MODEL: string) => modelSettings.safeParse({ MODEL });

test.each([
  ["bedrock:eu.anthropic.claude-sonnet-4-20250514-v1:0", "bedrock"],
  ["openai:https://api.example.com/v1#large", "openai"],
  ["openai:http://127.0.0.1:11434/v1#llama3.3", "openai"],
  ["openai:http://localhost:8000/v1#org/model", "openai"],
])("%s is a model", (text, type) => {
  expect(read(text).data?.MODEL).toMatchObject({ type });
});

test.each([
  ["gpt-5", /is no model/],
  ["openai:https://api.example.com/v1", /is no model/],
  ["openai:http://api.example.com/v1#x", /needs https/],
  ["openai:ftp://127.0.0.1#x", /is no model/],
  ["bedrock:", /is no model/],
])("%s is none, and it is said what is", (text, words) => {
  expect(read(text).error?.issues[0]?.message).toMatch(words);
});
