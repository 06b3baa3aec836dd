/** Whether an If-None-Match names this hash: it is a list of entity tags, perhaps weak, or a star. */
export function namesHash(header: string | undefined, hash: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(`"${hash}"`) || tags.includes('*');
}
