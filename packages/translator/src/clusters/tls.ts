import type { CommonTlsContext, HttpProtocolOptions, TransportSocket } from '@xdsim/envoy';
import type { MergedRule, Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { isOfKubernetes } from '../scope/imported-service.js';
import { credentialSecrets } from './credential.js';
import { ignoresTls } from './unoffered-tls.js';

type TlsSettings = NonNullable<EffectivePolicy['tls']>;

export interface UpstreamTls {
  readonly settings: TlsSettings;
  /** The names of which the upstream's certificate has to carry one; empty: not looked at. */
  readonly names: readonly string[];
}

/**
 * The TLS towards a service; `undefined` where the traffic stays as it is. Istio: names are the rule's, else those of the
 * ServiceEntry and of its endpoints' service accounts; a service of Kubernetes has none. A proxy's own certificate stands
 * in for any that a rule names.
 */
export function upstreamTls(
  { proxy, snapshot, mesh }: Context,
  { tls }: EffectivePolicy,
  rule: MergedRule | undefined,
  service: Service,
): UpstreamTls | undefined {
  if (!tls?.mode || tls.mode === 'DISABLE' || ignoresTls(tls, rule)) return undefined;
  const own = tls.mode === 'SIMPLE' ? undefined : proxy.clientCertificate;
  const settings: TlsSettings = own
    ? {
        mode: 'MUTUAL',
        clientCertificate: own.chain,
        privateKey: own.key,
        caCertificates: own.root,
        ...(tls.subjectAltNames ? { subjectAltNames: tls.subjectAltNames } : {}),
        ...(tls.sni ? { sni: tls.sni } : {}),
      }
    : tls;
  const trust = { domain: mesh.trustDomain, aliases: mesh.trustDomainAliases };
  const names = settings.subjectAltNames?.length
    ? settings.subjectAltNames
    : isOfKubernetes(service)
      ? []
      : snapshot.services.identities(service.namespace, service.hostname, trust);
  return { settings, names };
}

/**
 * Istio: without a fixed SNI the request's host is asked for, and unless the rule itself names what answers, that has to
 * hold the name. A cluster that forwards by name has it checked in any case.
 */
export function hostChecks(
  { settings }: UpstreamTls,
  forwardsByName: boolean,
): HttpProtocolOptions['upstream_http_protocol_options'] {
  const { sni, subjectAltNames, insecureSkipVerify } = settings;
  const checks = forwardsByName || (!sni && !subjectAltNames?.length);
  if (sni && (!checks || insecureSkipVerify)) return undefined;
  return {
    ...(sni ? {} : { auto_sni: true }),
    ...(checks && !insecureSkipVerify ? { auto_san_validation: true } : {}),
  };
}

/** A name in a certificate may stand under any of these types. */
const sanMatchers = (exact: string) =>
  (['DNS', 'URI', 'IP_ADDRESS'] as const).map((san_type) => ({ san_type, matcher: { exact } }));

function validation({ settings, names }: UpstreamTls, systemRoots: string) {
  const { insecureSkipVerify, caCertificates, caCrl } = settings;
  if (insecureSkipVerify) return {};
  return {
    // Istio: without an authority, those of the proxy's own system. Envoy reads `system_root_certs` and does nothing.
    trusted_ca: { filename: caCertificates || systemRoots },
    ...(caCrl ? { crl: { filename: caCrl } } : {}),
    ...(names.length ? { match_typed_subject_alt_names: names.flatMap((exact) => sanMatchers(exact)) } : {}),
  };
}

/** Certificates by the names of secrets, or from the proxy's files, in place of Istio's agent. */
function certificates(tls: UpstreamTls, systemRoots: string): CommonTlsContext {
  const { mode, credentialName, clientCertificate, privateKey, insecureSkipVerify } = tls.settings;
  if (credentialName) {
    const names = tls.names.flatMap((exact) => sanMatchers(exact));
    return credentialSecrets({
      name: credentialName,
      shows: mode === 'MUTUAL',
      verifies: !insecureSkipVerify,
      names,
    });
  }
  return {
    ...(mode === 'MUTUAL' && clientCertificate && privateKey
      ? {
          tls_certificates: [
            {
              certificate_chain: { filename: clientCertificate },
              private_key: { filename: privateKey },
            },
          ],
        }
      : {}),
    validation_context: validation(tls, systemRoots),
  };
}

/** TLS with what is particular about it for this mesh and this cluster. */
export function tlsSocket({ mesh, proxy }: Context, tls: UpstreamTls, http2: boolean): TransportSocket {
  const { sni } = tls.settings;
  const { ecdhCurves, cipherSuites } = mesh.tlsDefaults ?? {};
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
      common_tls_context: {
        tls_params: {
          tls_minimum_protocol_version: 'TLSv1_2',
          tls_maximum_protocol_version: 'TLSv1_3',
          ...(cipherSuites?.length ? { cipher_suites: cipherSuites } : {}),
          ...(ecdhCurves?.length ? { ecdh_curves: ecdhCurves } : {}),
        },
        ...certificates(tls, proxy.systemRoots),
        ...(http2 ? { alpn_protocols: ['h2'] } : {}),
      },
      ...(sni ? { sni } : {}),
    },
  };
}
