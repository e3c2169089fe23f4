/** Every page of a listing, until there are no more or `most` were read. `more` says that there were. */
export async function pagesOf<Page>(
  read: (token: string | undefined) => Promise<Page>,
  tokenOf: (page: Page) => string | undefined,
  most: number,
): Promise<{ readonly pages: readonly Page[]; readonly more: boolean }> {
  const pages: Page[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    pages.push(page);
    token = tokenOf(page);
  } while (token !== undefined && token !== "" && pages.length < most);
  return { pages, more: token !== undefined && token !== "" };
}
