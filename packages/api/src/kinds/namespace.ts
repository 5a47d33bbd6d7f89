import { type Infer, openMessage } from '../schema/schema.js';

/** Kubernetes: a namespace. Its labels and annotations are all that matters. */
export const namespaceSpec = openMessage({});

export interface NamespaceSpec extends Infer<typeof namespaceSpec> {}
