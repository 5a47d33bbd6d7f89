export { parse, parseInSteps, type ParseOptions, type ParseResult } from './parse/parse.js';
export type { PodTemplate } from './parse/pod-template.js';
export { maxFileBytes, tooLarge } from './parse/open-source.js';
export { parseMessage, type ParsedMessage } from './parse/parse-message.js';
export { validate } from './validate/validate.js';
export { locate } from './parse/locate.js';
export type { Position } from './parse/source.js';
export { formatPath, type Path } from './path.js';

export type {
  AnyObject,
  ApiObject,
  AuthorizationPolicy,
  DestinationRule,
  EndpointSlice,
  Gateway,
  Labels,
  Namespace,
  ObjectMeta,
  Origin,
  PeerAuthentication,
  Pod,
  Service,
  ServiceEntry,
  Sidecar,
  VirtualService,
  WorkloadEntry,
  WorkloadGroup,
} from './object.js';
export { keyOf, nameOf, type ObjectKey, objectKey } from './object-key.js';
export { toManifest } from './to-manifest.js';
export { fromYaml, YamlTooLongError } from './from-yaml.js';
export type { FromYamlOptions } from './from-yaml.js';
export { toYaml } from './to-yaml.js';

export {
  apiGroupOf,
  apiVersionsOf,
  isKubernetesKind,
  isNamespaced,
  type Kind,
  kinds,
  type SpecOf,
  type Specs,
  specSchemas,
  type StatusOf,
} from './kinds/kinds.js';
export { resourceNamesOf, type ResourceNames } from './kinds/resource-names.js';
export type { ServiceEntrySpec, ServicePort } from './kinds/service-entry.js';
export type { WorkloadEntrySpec } from './kinds/workload-entry.js';
export type { DestinationRuleSpec, Subset } from './kinds/destination-rule.js';
export type {
  ClientTlsSettings,
  ConnectionPoolSettings,
  ConsistentHashLb,
  LoadBalancerSettings,
  LocalityLbSetting,
  OutlierDetection,
  PortTrafficPolicy,
  TrafficPolicy,
  ZoneAwareLbSetting,
} from './kinds/traffic-policy.js';
export type { VirtualServiceSpec } from './kinds/virtual-service.js';
export type { Destination } from './kinds/destination.js';
export type { HttpMatch, StringMatch } from './kinds/http-match.js';
export type {
  CorsPolicy,
  HeaderOperations,
  Headers,
  HttpDirectResponse,
  HttpFaultInjection,
  HttpRedirect,
  HttpRetry,
  HttpRewrite,
  HttpRoute,
  HttpRouteDestination,
} from './kinds/http-route.js';
export type { LabelSelector, WorkloadSelector } from './kinds/selector.js';
export type { EgressListener, IngressListener, SidecarPort, SidecarSpec } from './kinds/sidecar.js';
export type { GatewayServer, GatewaySpec } from './kinds/gateway.js';
export type { ServerTlsSettings } from './kinds/server-tls.js';
export type { ReadinessProbe, WorkloadGroupSpec } from './kinds/workload-group.js';
export type {
  AuthorizationCondition,
  AuthorizationOperation,
  AuthorizationPolicySpec,
  AuthorizationRule,
  AuthorizationSource,
  TargetReference,
} from './kinds/authorization-policy.js';
export type { PeerAuthenticationSpec } from './kinds/peer-authentication.js';
export type { KubernetesServicePort, ServiceSpec } from './kinds/service.js';
export type { PodContainer, PodSpec, PodStatus } from './kinds/pod.js';
export type { EndpointSliceSpec, SliceEndpoint } from './kinds/endpoint-slice.js';
export type { NamespaceSpec } from './kinds/namespace.js';
export type { Layer4Match, RouteDestination, TcpRoute, TlsMatch, TlsRoute } from './kinds/layer-4-route.js';

export { parseDuration } from './duration.js';
export { isHttpStatus } from './http-status.js';
export { isCidr, isIpAddress, isIpv6Address } from './ip-address.js';
export { own } from './own.js';
export { suggest } from './suggest.js';

export { catalogue, type DiagnosticCode, type Severity } from './diagnostics/catalogue.js';
export {
  type Diagnostic,
  diagnostic,
  type DiagnosticFields,
  type RelatedPlace,
} from './diagnostics/diagnostic.js';
export { diagnosticFor } from './diagnostics/diagnostic-for.js';
export { codeFrame } from './diagnostics/code-frame.js';
export { formatDiagnostic, type FormatOptions } from './diagnostics/format-diagnostic.js';
export { printable } from './diagnostics/printable.js';
export { isAtLeast } from './diagnostics/is-at-least.js';
export { formatGithub } from './diagnostics/formats/format-github.js';
export { formatJunit, type JunitOptions } from './diagnostics/formats/format-junit.js';
export { formatSarif, type SarifOptions } from './diagnostics/formats/format-sarif.js';

export * as schema from './schema/schema.js';
export type { Infer, Schema } from './schema/schema.js';
