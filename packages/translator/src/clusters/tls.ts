import type { Cluster, HttpProtocolOptions } from '@xdsim/envoy';
import type { Service } from '@xdsim/registry';
import type { EffectivePolicy } from '../policy/effective-policy.js';

type TlsSettings = NonNullable<EffectivePolicy['tls']>;

export interface TlsOptions {
  readonly socket: Pick<Cluster, 'transport_socket'>;
  readonly upstream?: NonNullable<HttpProtocolOptions['upstream_http_protocol_options']>;
}

/** Certificate authorities of the proxy's own system (Istio: `file-root:system`). */
const systemRoots = { system_root_certs: {} };

function validation(settings: TlsSettings, names: readonly string[]) {
  if (settings.insecureSkipVerify) return {};
  return {
    ...(settings.caCertificates ? { trusted_ca: { filename: settings.caCertificates } } : systemRoots),
    ...(settings.caCrl ? { crl: { filename: settings.caCrl } } : {}),
    ...(names.length ? { match_typed_subject_alt_names: names.flatMap((exact) => sanMatchers(exact)) } : {}),
  };
}

/** A name in a certificate may stand under any of these types. */
const sanMatchers = (exact: string) =>
  (['DNS', 'URI', 'IP_ADDRESS'] as const).map((san_type) => ({ san_type, matcher: { exact } }));

/**
 * TLS towards a service, with the proxy's files instead of Istio's secrets. `undefined` where the traffic stays as it is:
 * no settings, or DISABLE.
 */
export function upstreamTls(
  settings: TlsSettings | undefined,
  service: Service,
  http2: boolean,
): TlsOptions | undefined {
  if (!settings || (settings.mode !== 'SIMPLE' && settings.mode !== 'MUTUAL')) return undefined;
  // Istio: the rule's names, else those of the ServiceEntry.
  const names = settings.subjectAltNames?.length ? settings.subjectAltNames : service.subjectAltNames;
  const certificate =
    settings.mode === 'MUTUAL' && settings.clientCertificate && settings.privateKey
      ? {
          tls_certificates: [
            {
              certificate_chain: { filename: settings.clientCertificate },
              private_key: { filename: settings.privateKey },
            },
          ],
        }
      : {};
  return {
    socket: {
      transport_socket: {
        name: 'envoy.transport_sockets.tls',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
          common_tls_context: {
            tls_params: {
              tls_minimum_protocol_version: 'TLSv1_2',
              tls_maximum_protocol_version: 'TLSv1_3',
            },
            ...certificate,
            validation_context: validation(settings, names),
            ...(http2 ? { alpn_protocols: ['h2'] } : {}),
          },
          ...(settings.sni ? { sni: settings.sni } : {}),
        },
      },
    },
    // Istio: without a fixed SNI the request's host is asked for, and what answers must hold that name.
    ...(settings.sni
      ? {}
      : {
          upstream: {
            auto_sni: true,
            ...(names.length || settings.insecureSkipVerify ? {} : { auto_san_validation: true }),
          },
        }),
  };
}
