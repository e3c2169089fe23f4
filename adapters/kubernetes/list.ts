import type { Gap } from "../../src/events/events.ts";
import type { Api } from "./api.ts";
import type { Resource } from "./resources.ts";

const PAGE = 500;
/** With pages of 500, so many objects of one kind are read. */
const MOST_PAGES = 10;

interface Page {
  readonly kind?: string;
  readonly items: readonly unknown[];
  readonly metadata?: { readonly continue?: string };
}

/** All pages of a kind as one list; objects beyond the limit are a gap. */
export async function listOf(
  api: Api,
  resource: Resource,
  namespace: string | undefined,
  signal: AbortSignal,
  gaps: Gap[],
): Promise<unknown> {
  const { group, plural, namespaced, kind } = resource;
  const place = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  const items: unknown[] = [];
  let next = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const more = next === "" ? "" : `&continue=${encodeURIComponent(next)}`;
    const read = toPage(await api.get(`${group}${place}/${plural}?limit=${PAGE}${more}`, signal));
    items.push(...read.items);
    next = read.metadata?.continue ?? "";
    if (next === "") break;
  }
  if (next !== "") gaps.push({ what: plural, reason: `only ${items.length} ${plural} were read` });
  return { kind: `${kind}List`, items };
}

function toPage(text: string): Page {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || !("items" in value) || !Array.isArray(value.items))
    return { items: [] };
  const metadata = "metadata" in value && typeof value.metadata === "object" ? value.metadata : undefined;
  const next = metadata && "continue" in metadata && typeof metadata.continue === "string" ? metadata.continue : "";
  return { items: value.items, metadata: { continue: next } };
}
