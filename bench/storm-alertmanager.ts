import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePort } from "../test/counterparts/free-port.ts";
import { cpuSecondsOf } from "./process-figures.ts";

const PROGRAM = "prometheus-alertmanager";
const STARTS_MS = 15_000;

/** A running Alertmanager that tells a Slack on loopback. */
export interface Alertmanager {
  /** Gives it an alarm that fires. */
  fire(name: string): Promise<void>;
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** One group of all alarms, told after one second and then every five, each by its name. */
const routes = (api: string, token: string, channel: string): string => `
route: { receiver: slack, group_by: [storm], group_wait: 1s, group_interval: 5s, repeat_interval: 4h }
receivers:
  - name: slack
    slack_configs:
      - api_url: ${api}chat.postMessage
        channel: ${channel}
        http_config: { authorization: { credentials: ${token} } }
        title: "{{ .Alerts.Firing | len }} alarms"
        text: "{{ range .Alerts.Firing }}{{ .Labels.alertname }} {{ end }}"
`;

/** Starts Debian's Alertmanager; undefined where it is not installed (`apt-get install prometheus-alertmanager`). */
export async function startAlertmanager(slack: {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly channel: string;
}): Promise<Alertmanager | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "alertmanager-"));
  const config = join(folder, "alertmanager.yml");
  await writeFile(config, routes(slack.apiUrl, slack.botToken, slack.channel));
  const port = await freePort();
  const listening = ["--cluster.listen-address=", `--web.listen-address=127.0.0.1:${port}`];
  const child = spawn(PROGRAM, [`--config.file=${config}`, `--storage.path=${folder}`, ...listening], {
    stdio: "ignore",
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const send: Send = (method, path, body) => sendTo({ agent, port }, method, path, body);
  const stop = async (): Promise<void> => {
    agent.destroy();
    if (child.pid !== undefined && child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  };
  if (await isReady(child, send)) {
    return { fire: (name) => fire(send, name), cpuSeconds: () => cpuSecondsOf(child.pid), stop };
  }
  await stop();
  return undefined;
}

async function isReady(child: ChildProcess, send: Send): Promise<boolean> {
  let failed = false;
  child.once("error", () => {
    failed = true;
  });
  for (const end = performance.now() + STARTS_MS; performance.now() < end && !failed; await setTimeout(100)) {
    if ((await send("GET", "/-/ready", "")) === 200) return true;
  }
  return false;
}

async function fire(send: Send, alertname: string): Promise<void> {
  await send("POST", "/api/v2/alerts", JSON.stringify([{ labels: { alertname, storm: "one" } }]));
}

/** Sends a request and resolves with the status of the answer; 0 where there is none. */
type Send = (method: string, path: string, body: string) => Promise<number>;

function sendTo(
  { agent, port }: { readonly agent: Agent; readonly port: number },
  ...[method, path, body]: Parameters<Send>
): ReturnType<Send> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sending = request({ agent, host: "127.0.0.1", port, path, method, headers }, (response) =>
      response.resume().once("end", () => resolve(response.statusCode ?? 0)),
    );
    sending.once("error", () => resolve(0));
    sending.end(body);
  });
}
