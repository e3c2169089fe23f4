import process from "node:process";
import { type Config, ConfigError, readConfig } from "../src/process/config.ts";

/** The settings that say where everything is stored. */
const WHERE = ["DATA_DIR", "TABLE_NAME", "AWS_REGION", "DYNAMODB_ENDPOINT", "AWS_ENDPOINT_URL"];

/** Adds what `.env` sets to the environment. */
export function loadEnvironment(): void {
  try {
    process.loadEnvFile();
  } catch {
    // No .env is fine: every setting has a default.
  }
}

/** Reads from the environment and `.env` where everything is stored. Throws a {@link ConfigError}. */
export function readWhere(): Config {
  loadEnvironment();
  return readConfig(Object.fromEntries(WHERE.map((name) => [name, process.env[name]])));
}

/** The one file that a command is given. Throws with the usage. */
export function fileGiven(command: string): string {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) throw new ConfigError(`Usage: npm run ${command} -- <file>`);
  return file;
}

/** Runs a command; an error becomes one line and the exit code 1. */
export async function run(command: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await command()}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
