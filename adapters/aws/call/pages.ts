/** AWS's token of the next page: part of each page's input, and of its output while there are more pages. */
export interface Next {
  readonly NextToken?: string;
}

/** Reads all pages of a listing, `most` of them at most. `more`: there are further pages. */
export async function pagesOf<Page extends { readonly NextToken?: string | undefined }>(
  read: (next: Next) => Promise<Page>,
  most: number,
): Promise<{ readonly pages: readonly Page[]; readonly more: boolean }> {
  const pages: Page[] = [];
  let next: Next | undefined = {};
  while (next && pages.length < most) {
    const page: Page = await read(next);
    pages.push(page);
    next = page.NextToken ? { NextToken: page.NextToken } : undefined;
  }
  return { pages, more: next !== undefined };
}
