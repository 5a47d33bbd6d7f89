export type Severity = 'error' | 'warning' | 'info';

interface Entry {
  readonly severity: Severity;
  readonly title: string;
}

const error = (title: string) => ({ severity: 'error', title }) as const;
const warning = (title: string) => ({ severity: 'warning', title }) as const;
const info = (title: string) => ({ severity: 'info', title }) as const;

const entries = {
  // 01: reading files and YAML
  XDS0101: error('The YAML does not parse'),
  XDS0102: error('A file or folder cannot be read'),
  XDS0103: error('A file is not UTF-8'),
  XDS0104: warning('A path holds no objects'),
  XDS0105: error('A document is nested too deeply'),
  XDS0106: error('A document expands too many aliases'),
  XDS0107: warning('A YAML tag is unknown'),
  XDS0108: error('A file is too large'),
  XDS0109: warning('A file has more findings than are listed'),

  // 02: the structure of one object
  XDS0201: error('A document is not an object'),
  XDS0202: error('An object lacks its kind or apiVersion'),
  XDS0203: error('A kind is unknown'),
  XDS0204: error('An apiVersion is unknown'),
  XDS0205: info('Objects of another kind are skipped'),
  XDS0206: warning('A field is unknown'),
  XDS0207: error('A value has the wrong type'),
  XDS0208: error('A value is not one of the allowed ones'),
  XDS0209: error('A number is out of range'),
  XDS0210: error('A duration is malformed'),
  XDS0211: warning('Two fields exclude each other'),
  XDS0212: error('A key appears twice'),
  XDS0213: error('A required field is missing'),
  XDS0214: error('A name or namespace is malformed'),
  XDS0215: error('Metadata is malformed'),
  XDS0216: warning('A plain number or word is not what it looks like'),
  XDS0217: warning('A value has a type that only Istio takes'),

  // 03: rules on one object, as Istio's admission webhook has them
  XDS0301: error('There are no hosts'),
  XDS0302: error('A host is not a valid domain name'),
  XDS0303: error('An address is not an IP address or CIDR block'),
  XDS0304: error('A port number is out of range'),
  XDS0305: error('A port name is malformed'),
  XDS0306: error('Two ports share a name or number'),
  XDS0307: error('A protocol is unknown'),
  XDS0308: error('A label is malformed'),
  XDS0309: error('A selector is malformed'),
  XDS0310: error('exportTo is malformed'),
  XDS0311: error('workloadSelector and endpoints exclude each other'),
  XDS0312: error('The resolution does not allow these endpoints'),
  XDS0313: error('An endpoint address is malformed'),
  XDS0314: error('An endpoint names a port that the service does not have'),
  XDS0315: error('A unix socket endpoint is malformed'),
  XDS0316: error('An endpoint has no address'),
  XDS0317: error('Several hosts share a port that cannot tell them apart'),
  XDS0318: error('DYNAMIC_DNS does not allow this'),
  XDS0319: error('Port level mutual TLS is malformed'),
  XDS0320: warning('A selector selects everything'),
  XDS0321: warning('A host has a partial wildcard'),
  XDS0322: warning('A TCP service has no address'),
  XDS0323: warning('A workloadSelector has no effect'),
  XDS0324: warning('Several TCP hosts share addresses'),
  XDS0325: warning('A workload is reachable through its network only'),
  XDS0326: error('A dry run is not possible here'),
  XDS0330: error('A traffic policy is empty'),
  XDS0331: error('Two subsets share a name'),
  XDS0332: error('A subset name is malformed'),
  XDS0333: error('A duration is out of range'),
  XDS0334: error('Outlier detection is malformed'),
  XDS0335: error('A connection pool is malformed'),
  XDS0336: error('A hash load balancer is malformed'),
  XDS0337: error('Warm-up is malformed'),
  XDS0338: error('Locality load balancing is malformed'),
  XDS0339: error('TLS settings contradict each other'),
  XDS0340: error('A tunnel is malformed'),
  XDS0341: error('Port level settings are malformed'),
  XDS0342: error('A selected rule is exported'),
  XDS0345: warning('A field is deprecated'),
  XDS0346: warning('Locality failover needs outlier detection'),
  XDS0350: error('A sidecar is empty'),
  XDS0351: error('A sidecar listener is malformed'),
  XDS0352: error('A sidecar host is malformed'),
  XDS0353: error('A default endpoint is malformed'),
  XDS0354: error('An outbound traffic policy is malformed'),
  XDS0355: error('Server TLS settings contradict each other'),
  XDS0356: warning('A sidecar host is redundant'),
  XDS0357: warning('Server TLS settings have no effect'),
  XDS0358: warning('HTTP connection pool settings have no effect'),
  XDS0360: error('A gateway name is malformed'),
  XDS0361: error('A virtual service has no routes'),
  XDS0362: error('A delegate has what only a root may have'),
  XDS0363: error('An HTTP route does not say what to do'),
  XDS0364: error('An HTTP match is malformed'),
  XDS0365: error('A header operation is malformed'),
  XDS0366: error('A destination is malformed'),
  XDS0367: error('A fault injection is malformed'),
  XDS0368: error('A retry policy is malformed'),
  XDS0369: error('A rewrite is malformed'),
  XDS0370: error('A redirect is malformed'),
  XDS0371: error('A direct response is malformed'),
  XDS0372: error('A CORS policy is malformed'),
  XDS0373: error('A mirror is malformed'),
  XDS0374: error('A TLS or TCP route is malformed'),
  XDS0375: error('Two hosts of a virtual service overlap'),
  XDS0380: warning('A gateway is named by its host'),
  XDS0381: warning('A fault injection does nothing'),
  XDS0382: warning('A direct response is large'),
  XDS0383: warning('An SNI host is an IP address'),
  XDS0384: warning('A rule is never reached'),
  XDS0385: warning('A match has no effect'),
  XDS0386: warning('A gateway name can match no gateway'),
  XDS0390: error('A gateway has no servers'),
  XDS0391: error('A gateway server is malformed'),
  XDS0392: error('A gateway host is malformed'),
  XDS0393: error('Two gateway servers share a port name'),
  XDS0394: warning('An HTTPS redirect has no effect'),
  XDS0395: error('A readiness probe is malformed'),
  XDS0396: error('An authorization rule is malformed'),
  XDS0397: error('An action and its rules contradict each other'),
  XDS0398: error('A policy target is malformed'),
  XDS0399: warning('A DENY rule denies all TCP traffic'),

  // 04: the registry, several objects together
  XDS0401: error('Two objects have one key'),

  // 05: translation to Envoy
  XDS0501: error('ISTIO_MUTUAL needs certificates that are not handed out'),
  XDS0502: error('A virtual service uses something that is not translated'),
  XDS0503: warning('TCP services share a port'),
  XDS0504: warning('A mesh setting is not supported'),
  XDS0505: error('A listener port is out of range'),
  XDS0506: warning('A DNS service selects no workload'),
  XDS0507: error('A resolution is not translated'),
  XDS0508: warning('A listen-port annotation cannot be used'),
  XDS0509: warning('A destination rule field is not translated'),

  // 06: serving
  XDS0601: error('A proxy rejected a resource'),
  XDS0602: error('A proxy cannot bind a port'),
} satisfies Record<`XDS${string}`, Entry>;

export type DiagnosticCode = keyof typeof entries;

/**
 * Every code with its severity and title. Each has a page, `docs/diagnostics/CODE.md`.
 *
 * The first two digits are the stage that finds it: 01 reading, 02 structure, 03 rules on one object, 04 rules across
 * objects, 05 translation, 06 serving. A code is never used again for something else.
 */
export const catalogue: Readonly<Record<DiagnosticCode, Entry>> = entries;
