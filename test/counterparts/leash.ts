import { spawn } from "node:child_process";
import process from "node:process";

/** Runs a command for as long as this process's input is open: a counterpart ends with the tests, however those end. */
const [command = "", ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: "ignore" });
process.stdin.once("close", () => child.kill("SIGKILL")).resume();
child.once("error", (error) => {
  process.stderr.write("code" in error && error.code === "ENOENT" ? `${command} is not installed` : error.message);
  process.exit(1);
});
child.once("exit", (code, signal) => {
  process.stderr.write(`${command} ended with ${code ?? signal}`);
  process.exit(1);
});
