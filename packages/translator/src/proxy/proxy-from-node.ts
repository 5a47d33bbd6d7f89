import { parseDuration } from '@xdsim/api';
import type { Labels } from '@xdsim/api';
import type { Node } from '@xdsim/envoy';
import { seconds } from '../seconds.js';
import { createProxy } from './proxy.js';
import type { Interception, Proxy } from './proxy.js';

type Metadata = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** Istio: lists in metadata are texts with commas. */
const list = (value: unknown): string[] =>
  (text(value) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

const labelsOf = (value: unknown): Labels =>
  value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).filter((e): e is [string, string] => typeof e[1] === 'string'))
    : {};

const number = (value: unknown): number | undefined => {
  const read = typeof value === 'number' ? value : Number(text(value) ?? NaN);
  return Number.isInteger(read) && read > 0 ? read : undefined;
};

/** Istio: booleans in metadata are texts. */
const yes = (value: unknown): boolean => value === true || /^(1|t|T|true|TRUE|True)$/.test(text(value) ?? '');

const interceptions: Readonly<Record<string, Interception>> = {
  NONE: 'none',
  REDIRECT: 'redirect',
  TPROXY: 'redirect',
};

/** Metadata comes as JSON: a number, or its text. */
function offsetOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 65_535
    ? number
    : undefined;
}

/**
 * Reads the proxy out of an xDS node: Istio's `sidecar~IP~NAME.NAMESPACE~DOMAIN` and its metadata, or any id, which is a
 * sidecar of namespace `default` unless metadata says otherwise.
 */
export function proxyFromNode(node: Node): Proxy {
  const metadata: Metadata = node.metadata ?? {};
  const id = node.id ?? '';
  const parts = id.split('~');
  const [, ip, , domain] = parts.length === 4 ? parts : [];
  // Istio: the namespace is the metadata's, else the first label of the DNS domain.
  const namespace = text(metadata['NAMESPACE']) ?? text(domain?.split('.')[0]) ?? 'default';
  const instanceIps = text(metadata['INSTANCE_IPS']);
  const addresses = instanceIps ? list(instanceIps) : ip ? [ip] : [];
  const network = text(metadata['NETWORK']);
  const cluster = text(metadata['CLUSTER_ID']);
  const nodeName = text(metadata['NODE_NAME']);
  const networks = list(metadata['REQUESTED_NETWORK_VIEW']);
  const systemRoots = text(metadata['SYSTEM_ROOTS']);
  const chain = text(metadata['TLS_CLIENT_CERT_CHAIN']);
  const interception = interceptions[text(metadata['INTERCEPTION_MODE']) ?? ''];
  const portOffset = offsetOf(metadata['XDSIM_PORT_OFFSET']);
  const idle = parseDuration(text(metadata['IDLE_TIMEOUT']) ?? '');
  const httpProxyPort = number(metadata['HTTP_PROXY_PORT']);
  const reserved = ['ENVOY_STATUS_PORT', 'ENVOY_PROMETHEUS_PORT'].flatMap((k) => number(metadata[k]) ?? []);
  return createProxy({
    id,
    ...(metadata['GENERATOR'] === 'grpc' ? { type: 'proxyless' } : {}),
    namespace,
    labels: { ...labelsOf(metadata['STATIC_LABELS']), ...labelsOf(metadata['LABELS']) },
    ipAddresses: addresses,
    ...(domain ? { dnsDomain: domain } : {}),
    ...(node.locality ? { locality: node.locality } : {}),
    ...(network ? { network } : {}),
    ...(cluster ? { cluster } : {}),
    ...(nodeName ? { nodeName } : {}),
    ...(systemRoots ? { systemRoots } : {}),
    ...(networks.length ? { requestedNetworkView: networks } : {}),
    ...(chain
      ? {
          clientCertificate: {
            chain,
            key: text(metadata['TLS_CLIENT_KEY']) ?? '',
            root: text(metadata['TLS_CLIENT_ROOT_CERT']) ?? '',
          },
        }
      : {}),
    ...(interception ? { interception } : {}),
    ...(portOffset === undefined ? {} : { portOffset }),
    ...(metadata['INTERCEPTION_MODE'] === 'TPROXY' ? { transparent: true } : {}),
    ...(idle === undefined ? {} : { idleTimeout: seconds(idle) }),
    ...(httpProxyPort ? { httpProxyPort } : {}),
    ...(reserved.length ? { reservedPorts: reserved } : {}),
    ...(yes(metadata['UNPRIVILEGED_POD']) ? { unprivileged: true } : {}),
    ...(yes(metadata['DNS_CAPTURE']) ? { capturesDns: true } : {}),
    ...(metadata['HTTP10'] === '1' ? { http10: true } : {}),
    ...(yes(metadata['OUTBOUND_LISTENER_EXACT_BALANCE']) ? { exactBalance: true } : {}),
  });
}
