/**
 * How a client namespace sees something that is exported: `public` to all, `private` when its namespace is meant in
 * particular, or not at all. Istio: `*` overrules all other entries, then `~` hides from everybody; `.` is the owner's
 * own namespace; nothing written means the mesh's default.
 */
export function visibility(
  exportTo: readonly string[],
  owner: string,
  client: string,
  meshDefault: readonly string[] = ['*'],
): 'public' | 'private' | undefined {
  const entries = exportTo.length ? exportTo : meshDefault;
  if (entries.includes('*')) return 'public';
  if (entries.includes('~')) return undefined;
  return entries.some((e) => (e === '.' ? owner : e) === client) ? 'private' : undefined;
}
