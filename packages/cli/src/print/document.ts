/** How data is printed. */
export type DocumentFormat = 'yaml' | 'json';

/** Writes one value to stdout. */
export async function printDocument(value: unknown, format: DocumentFormat): Promise<void> {
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(value, undefined, 2)}\n` : await yamlText(value),
  );
}

async function yamlText(value: unknown): Promise<string> {
  const { stringify } = await import('yaml');
  // Every value in full, on one line each: the output is for grep and diff as well.
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
