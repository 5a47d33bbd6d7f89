/** How documents are read; reading one again gives the same nodes only with the same options. */
export const yamlOptions = {
  version: '1.2',
  schema: 'core',
  // reported by the reader, which knows the field and can show both places
  uniqueKeys: false,
  prettyErrors: false,
} as const;
