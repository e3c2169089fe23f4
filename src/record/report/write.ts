import type { FileBody } from "../../card/file.ts";
import { chartBody } from "../../chart/chart.ts";
import type { Archive } from "../../store/archive.ts";
import { toMarkdown } from "./markdown.ts";
import type { Report, ReportFormat, ReportTemplate } from "./report.ts";
import { toDocument } from "./sections.ts";

/** A report as the body of a file. Its charts are read from the archive. */
export async function writeReport(
  archive: Archive,
  report: Report,
  { format, template }: { readonly format: ReportFormat; readonly template: ReportTemplate },
): Promise<FileBody> {
  switch (format) {
    case "json":
      return toBody("application/json", Buffer.from(`${JSON.stringify(report, null, 2)}\n`));
    case "md":
      return toBody("text/markdown; charset=utf-8", Buffer.from(toMarkdown(toDocument(report, template))));
    case "pdf": {
      // The typesetter and ECharts are large: they are loaded with the first PDF.
      const { toPdf } = await import("./pdf.ts");
      return toBody("application/pdf", await toPdf(toDocument(report, template), (chart) => svgOf(archive, chart)));
    }
    default:
      return format satisfies never;
  }
}

function toBody(mediaType: FileBody["mediaType"], bytes: Uint8Array): FileBody {
  return { type: "file", mediaType, base64: Buffer.from(bytes).toString("base64") };
}

/** A chart as it stands on paper: light, with times in UTC. */
async function svgOf(archive: Archive, id: string): Promise<string | undefined> {
  const chart = chartBody.safeParse(await archive.load(id));
  if (!chart.success) return undefined;
  const { chartSvg } = await import("../../chart/render.ts");
  return chartSvg(chart.data, { zone: "UTC", theme: "light", width: 700, height: 280 });
}
