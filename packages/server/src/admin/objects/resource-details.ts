import type { Collection } from './target.js';

/** Which object a Status is about; Kubernetes has the plural for its kind there. */
export const resourceDetails = ({ resource: { group, plural } }: Collection, name: string): object => ({
  name,
  ...(group !== '' && { group }),
  kind: plural,
});
