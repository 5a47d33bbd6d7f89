export { createRegistry } from './registry.js';
export type { Applied, ApplyOptions, Change, Registry, RegistryOptions, Replaced } from './registry.js';
export { mergeChanges } from './merge-changes.js';
export type { RegistrySnapshot } from './snapshot.js';
export type { Kept, ObjectStore, Saving } from './object-store.js';
export type { Versioned } from './object-table.js';

export type { Selection } from './selection/selection.js';
export { labelsMatch, parseLabelSelector } from './selection/label-selector.js';
export type { LabelRequirement, LabelSelector } from './selection/label-selector.js';
export { fieldsMatch, parseFieldSelector } from './selection/field-selector.js';
export type { FieldRequirement, FieldSelector } from './selection/field-selector.js';
export type { ParsedSelector, SelectorError } from './selection/selector-error.js';

export { compareAge, whyFirst } from './age.js';

export { findRules } from './destination-rules/find-rules.js';
export type { RuleClient, RuleTable } from './destination-rules/find-rules.js';
export { hostOfRule, hostRules } from './destination-rules/host-rules.js';
export type { HostRules, RuleMesh } from './destination-rules/host-rules.js';
export type { MergedRule } from './destination-rules/merge-rule.js';

export type { ServiceIndex } from './services/service-index.js';
export type { ServiceKey } from './services/service-key.js';
export type {
  Endpoint,
  Locality,
  Resolution,
  Service,
  ServicePort,
  TrafficDistribution,
} from './services/service.js';
export { UNSPECIFIED_ADDRESS } from './services/service.js';
export { endpointIdentity, serviceIdentities } from './services/identities.js';
export type { Trust } from './services/identities.js';
export { endpointPort } from './services/endpoint-port.js';
export { isHttp, isHttp2, isTls, parseProtocol } from './services/protocol.js';
export type { Protocol } from './services/protocol.js';
export { covers, sameLabels } from './services/labels.js';
export { DEFAULT_CLUSTER, parseLocality, topologyLabels } from './services/locality.js';
export { visibility } from './services/visibility.js';
export {
  hostMatches,
  isSubsetOf,
  isWildcard,
  kubernetesHost,
  mostSpecificHost,
  resolveShortName,
} from './services/host.js';
