/** The same text for the same condition, in whatever order its parts are written. */
export function matchKey(match: object): string {
  // Istio: a match's name does not count
  return JSON.stringify(sorted({ ...match, name: undefined }));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}
