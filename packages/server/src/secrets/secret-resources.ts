import { resource, type Resource } from '@xdsim/envoy';
import type { SecretContents } from './read-secret.js';

/** What Istio appends to the name of a secret for its authority. */
const CA_SUFFIX = '-cacert';

/** Istio: how clusters name what a DestinationRule calls by its plain name. */
const schemes = ['', 'kubernetes://', 'configmap://'] as const;

/** What a secret is served as: a resource for each name that proxies have for it. */
export function secretResources(
  secret: string,
  { tls_certificate, validation_context }: SecretContents,
): readonly Resource<'secrets'>[] {
  const names = secret.includes('://') ? [secret] : schemes.map((scheme) => scheme + secret);
  const own = tls_certificate ? { tls_certificate } : { validation_context };
  return names.flatMap((name) => [
    resource('secrets', { name, ...own }),
    ...(validation_context ? [resource('secrets', { name: name + CA_SUFFIX, validation_context })] : []),
  ]);
}
