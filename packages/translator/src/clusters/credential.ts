import type { CommonTlsContext } from '@xdsim/envoy';

/** Istio: kinds of credentials that are handed out under the name that is written; a plain name is one of Kubernetes. */
const schemes = ['kubernetes://', 'kubernetes-gateway://', 'configmap://'] as const;

const CA_SUFFIX = '-cacert';

/** Whether a credential is one that proxies take from the stream that their clusters came on. */
export const isHandedOut = (credentialName: string): boolean =>
  !credentialName.includes('://') || schemes.some((scheme) => credentialName.startsWith(scheme));

const secretName = (credentialName: string): string =>
  credentialName.includes('://') ? credentialName : `kubernetes://${credentialName}`;

// Istio: with Envoy's own limit to the wait, unlike the mesh's certificates: a secret may not exist.
const fromAds = (name: string) => ({ name, sds_config: { ads: {}, resource_api_version: 'V3' } }) as const;

interface Credential {
  readonly name: string;
  /** Whether the proxy shows a certificate, and looks at the upstream's. */
  readonly shows: boolean;
  readonly verifies: boolean;
  readonly names: NonNullable<
    NonNullable<CommonTlsContext['validation_context']>['match_typed_subject_alt_names']
  >;
}

/** TLS with secrets that the proxy asks for by name: its certificate, and the authorities of the upstream's. */
export const credentialSecrets = ({ name, shows, verifies, names }: Credential): CommonTlsContext => ({
  ...(shows ? { tls_certificate_sds_secret_configs: [fromAds(secretName(name))] } : {}),
  ...(verifies
    ? {
        combined_validation_context: {
          default_validation_context: names.length ? { match_typed_subject_alt_names: names } : {},
          validation_context_sds_secret_config: fromAds(secretName(name + CA_SUFFIX)),
        },
      }
    : {}),
});
