import type { CommonTlsContext } from '@xdsim/envoy';

/** What Istio's bootstrap for gRPC calls the files that it reads certificates from. */
const own = { instance_name: 'default', certificate_name: 'default' };
const authority = { instance_name: 'default', certificate_name: 'ROOTCA' };

/** The certificates of the client's or server's own bootstrap; the other side shows one of these names, or any. */
export const commonTls = (names: readonly string[]): CommonTlsContext => ({
  tls_certificate_provider_instance: own,
  // Older clients know only the fields that these took the place of.
  tls_certificate_certificate_provider_instance: own,
  combined_validation_context: {
    default_validation_context: {
      ca_certificate_provider_instance: authority,
      ...(names.length ? { match_subject_alt_names: names.map((exact) => ({ exact })) } : {}),
    },
    validation_context_certificate_provider_instance: authority,
  },
});
