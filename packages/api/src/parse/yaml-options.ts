import { Schema } from 'yaml';
import { plainScalars } from './plain-scalars.js';

/** How documents are read; reading one again gives the same nodes only with the same options. */
export const yamlOptions = {
  version: '1.2',
  // one schema for all documents: to make one takes longer than to read a small document
  schema: new Schema({
    schema: 'failsafe',
    customTags: [...plainScalars],
    merge: false,
    resolveKnownTags: true,
  }),
  // reported by the reader, which knows the field and can show both places
  uniqueKeys: false,
  prettyErrors: false,
} as const;
