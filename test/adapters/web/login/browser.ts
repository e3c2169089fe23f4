import { request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** The public address of the page in these tests; requests go to loopback under its name, as from a load balancer. */
export const PUBLIC_URL = "https://gumshoe.example.com";

/** A browser with its cookies, on a page whose public name is not this machine's. */
export function createBrowser(port: number) {
  const cookies = new Map<string, string>();

  function ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: string,
  ): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port, method, path, headers: { host: new URL(PUBLIC_URL).host, cookie, ...headers } },
        (response) => {
          for (const line of response.headers["set-cookie"] ?? []) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
            else cookies.set(name, value);
          }
          const finish = (text: string): void =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          if (/event-stream/.test(response.headers["content-type"] ?? "")) {
            response.destroy();
            finish("");
            return;
          }
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part: string) => (text += part));
          response.on("end", () => finish(text));
        },
      );
      sent.on("error", reject).end(body);
    });
  }

  const get = (path: string, headers?: Readonly<Record<string, string>>) => ask("GET", path, headers);
  return {
    cookies,
    get,
    /** Sends a form as the page's script does. */
    post: (path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
      ask(
        "POST",
        path,
        {
          "content-type": "application/x-www-form-urlencoded",
          "x-requested-with": "gumshoe",
          origin: PUBLIC_URL,
          ...headers,
        },
        new URLSearchParams(form).toString(),
      ),
    /** Follows the login to the provider and back, up to the answer of the callback. */
    async signIn(path = "/login"): Promise<Answer> {
      const begun = await get(path);
      const away = await fetch(String(begun.headers.location), { redirect: "manual" });
      const back = new URL(away.headers.get("location") ?? "");
      return get(back.pathname + back.search);
    },
  };
}
