import { Option } from 'commander';

/** `-n`, as in kubectl; the same in every command that reads objects. */
export const namespaceFlag = (): Option =>
  new Option('-n, --namespace <ns>', 'the namespace of objects that name none (default: "default")');

/** What it says to whoever parses objects. */
export const inNamespace = (namespace: string | undefined): { readonly namespace?: string } =>
  namespace === undefined ? {} : { namespace };
