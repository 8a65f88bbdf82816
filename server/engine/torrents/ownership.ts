/** torrents.md Y1: trim, split on `/`, trim parts, drop empty ones, join. */
export function normaliseCategory(category: string): string {
  return category
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');
}

/** A configured category and whether it owns the categories below it on the instance asked about (Y4). */
export interface CategoryOwner {
  readonly owner: string;
  readonly category: string;
  readonly withChildren: boolean;
}

/**
 * Who owns a torrent's category: an exact match always (Y2), else the longest configured ancestor that owns its children (Y3).
 * Null = nobody, and nobody touches the torrent (Y5).
 */
export function ownerOf(category: string, owners: readonly CategoryOwner[]): string | null {
  const wanted = normaliseCategory(category);
  if (wanted === '') return null;
  const exact = owners.find((candidate) => candidate.category === wanted);
  if (exact) return exact.owner;
  const ancestors = owners.filter((candidate) => candidate.withChildren && wanted.startsWith(`${candidate.category}/`));
  return ancestors.toSorted((a, b) => b.category.length - a.category.length)[0]?.owner ?? null;
}

/** `ownerOf` over one list of owners that remembers its answers: there are few categories and many torrents. */
export function ownerLookup(owners: readonly CategoryOwner[]): (category: string) => string | null {
  const known = new Map<string, string | null>();
  return (category) => {
    const before = known.get(category);
    if (before !== undefined) return before;
    const owner = ownerOf(category, owners);
    known.set(category, owner);
    return owner;
  };
}

/** The entry with the longest path that `category` equals or lies below (M1); undefined when there is none. */
export function closestCategory<T extends { readonly category: string }>(
  entries: readonly T[],
  category: string,
): T | undefined {
  return entries
    .filter((entry) => category === entry.category || category.startsWith(`${entry.category}/`))
    .toSorted((a, b) => b.category.length - a.category.length)[0];
}
