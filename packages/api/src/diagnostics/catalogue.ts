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

  // 02: the structure of one object
  XDS0201: error('A document is not an object'),
  XDS0202: error('An object lacks its kind or apiVersion'),
  XDS0203: error('A kind is unknown'),
  XDS0204: error('An apiVersion is unknown'),
  XDS0205: info('Objects of another kind are skipped'),
  XDS0206: error('A field is unknown'),
  XDS0207: error('A value has the wrong type'),
  XDS0208: error('A value is not one of the allowed ones'),
  XDS0209: error('A number is out of range'),
  XDS0210: error('A duration is malformed'),
  XDS0211: warning('Two fields exclude each other'),
  XDS0212: error('A key appears twice'),
  XDS0213: error('A required field is missing'),
  XDS0214: error('A name or namespace is malformed'),
  XDS0215: error('Metadata is malformed'),
  XDS0216: warning('A plain word means something else to kubectl'),

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
  XDS0320: warning('A selector selects everything'),
  XDS0321: warning('A host has a partial wildcard'),
  XDS0322: warning('A TCP service has no address'),
  XDS0323: warning('A workloadSelector has no effect'),
  XDS0324: warning('Several TCP hosts share addresses'),
  XDS0325: warning('A workload is reachable through its network only'),
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

  // 07: analysis of objects that are fine one by one
  XDS0701: error('A route leads to a host that no service has'),
  XDS0702: warning('A destination rule is for a host that no service has'),
  XDS0703: info('A virtual service is for a host that no service has'),
  XDS0704: error('A short name misses the service that it means'),
  XDS0705: error('A route leads to a subset that no rule declares'),
  XDS0706: warning('A subset is unknown to some clients of a route'),
  XDS0707: warning('A subset selects no endpoint'),
  XDS0708: error('A route leads to a port that the service lacks'),
  XDS0709: error('A route without a port leads to a service on other ports'),
  XDS0710: warning('A match asks for a port that the hosts lack'),
  XDS0711: warning('Port level settings are for a port that the service lacks'),
  XDS0712: warning('A service selects no workload'),
  XDS0713: info('A workload belongs to no service'),
  XDS0714: warning('A workload names a port that no service of it has'),
  XDS0715: warning('Services of one host contradict each other'),
  XDS0716: error('Virtual services have one host'),
  XDS0717: warning('A route is hidden by an earlier one'),
  XDS0718: warning('Routes are for a protocol that the service does not speak'),
  XDS0719: error('A route leads to a service that its clients do not see'),
  XDS0720: warning('A destination rule never applies'),
  XDS0721: warning('A destination rule is exported to clients that never look it up'),
  XDS0722: warning('Destination rules of one host contradict each other'),
  XDS0723: warning('A hash of HTTP is asked for on a TCP port'),
  XDS0724: info('A hash has one endpoint to choose from'),
  XDS0725: warning('A load balancer has nothing to choose from'),
  XDS0726: warning('Retries leave the endpoint that a hash has chosen'),
  XDS0727: info('A wildcard host resolves to fixed names'),
  XDS0728: warning('A static service selects a workload without an IP address'),
  XDS0729: warning('Weights do not add up to 100'),
  XDS0730: warning('A destination has no weight'),
  XDS0731: warning('A TCP port belongs to another service'),
  XDS0732: info('A field or value is out of date'),
  XDS0733: error('A delegate cannot be included'),
  XDS0734: info('A delegate is never included'),
  XDS0735: info('Retries do not fit into the timeout'),
  XDS0736: warning('TLS is applied twice'),
  XDS0737: warning('An annotation has no effect'),
} satisfies Record<`XDS${string}`, Entry>;

export type DiagnosticCode = keyof typeof entries;

/**
 * Every code with its severity and title. Each has a page, `docs/diagnostics/CODE.md`.
 *
 * The first two digits are the stage that finds it: 01 reading, 02 structure, 03 rules on one object, 04 rules across
 * objects, 05 translation, 06 serving, 07 analysis. A code is never used again for something else.
 */
export const catalogue: Readonly<Record<DiagnosticCode, Entry>> = entries;
