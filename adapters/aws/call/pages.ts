/** What a call for one page is made with besides its question, and what a page says of the next: AWS's mark of where it goes on. */
export interface Next {
  readonly NextToken?: string;
}

/** Every page of a listing, until there are no more or `most` were read. `more` says that there were. */
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
