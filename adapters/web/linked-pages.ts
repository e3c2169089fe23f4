import type { Context, Hono } from "hono";
import type { Reader } from "../../src/access/reader.ts";
import { toFile } from "../../src/card/file.ts";
import { knownZone } from "../../src/command/time/zone.ts";
import { isSignedLink, openLinks, signedLinks } from "./guard/links.ts";
import { errorPage, investigationPage } from "./pages/investigation.ts";
import type { WebHost } from "./port.ts";
import { createCharts } from "./render/charts.ts";

/** What a signed link opens as well as the page itself: an investigation, its charts and its files. */
export function addLinkedPages(
  app: Hono,
  deps: {
    readonly host: WebHost;
    readonly secret: string;
    /** Undefined for whoever has a signed link only. */
    readonly readerOf: (context: Context) => Reader | undefined;
  },
): void {
  const { host, secret, readerOf } = deps;
  const charts = createCharts(host.archive);

  app.get("/investigations/:number{G-\\d+}", async (context) => {
    const number = context.req.param("number");
    const signed = isSignedLink(context.req.path, new URL(context.req.url).searchParams, secret, host.now());
    const reader = readerOf(context);
    const asked = signed ? "signed link" : reader;
    const found = asked && (await host.page(Number(number.slice(2)), asked));
    if (!found) return context.html(errorPage("Not found", `${number} is not known here.`), 404);
    const links = reader ? openLinks : signedLinks(Number(context.req.query("expires")), secret);
    return context.html(investigationPage(found, links, { interactive: reader !== undefined }));
  });

  app.get("/charts/:file{[0-9a-f]{64}\\.(svg|png)}", async (context) => {
    const [id = "", format] = context.req.param("file").split(".");
    const zone = knownZone(context.req.query("zone"));
    const theme = context.req.query("theme") === "dark" ? "dark" : "light";
    const size = context.req.query("size") === "phone" ? "phone" : "wide";
    const picture = await charts.draw({ id, format: format === "png" ? "png" : "svg", zone, theme, size });
    if (!picture) return context.text("There is no such chart.", 404);
    return context.body(picture.body, 200, {
      "cache-control": "private, max-age=3600",
      "content-type": picture.type,
    });
  });

  app.get("/files/:id{[0-9a-f]{64}}/:name{[\\w.-]{1,80}}", async (context) => {
    const file = toFile(await host.archive.load(context.req.param("id")));
    if (!file) return context.text("There is no such file.", 404);
    return context.body(file.bytes, 200, {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename="${context.req.param("name")}"`,
    });
  });
}
