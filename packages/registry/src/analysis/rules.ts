import type { Rule } from './rule.js';
import { capturedTcpPort } from './rules/captured-tcp-port.js';
import { conflictingDestinationRules } from './rules/conflicting-destination-rules.js';
import { conflictingGateways } from './rules/conflicting-gateways.js';
import { conflictingProtocols } from './rules/conflicting-protocols.js';
import { conflictingServices } from './rules/conflicting-services.js';
import { conflictingSidecars } from './rules/conflicting-sidecars.js';
import { deprecated } from './rules/deprecated.js';
import { doubleTls } from './rules/double-tls.js';
import { duplicateSubnet } from './rules/duplicate-subnet.js';
import { emptySubset } from './rules/empty-subset.js';
import { externalNamePort } from './rules/external-name-port.js';
import { hashOnTcp } from './rules/hash-on-tcp.js';
import { hashRetries } from './rules/hash-retries.js';
import { hashSingleEndpoint } from './rules/hash-single-endpoint.js';
import { hiddenDestination } from './rules/hidden-destination.js';
import { hiddenSubset } from './rules/hidden-subset.js';
import { httpProxyMatchPort } from './rules/http-proxy-match-port.js';
import { idleAnnotation } from './rules/idle-annotation.js';
import { missingDestinationPort } from './rules/missing-destination-port.js';
import { missingWeight } from './rules/missing-weight.js';
import { mutualTlsConflict } from './rules/mutual-tls-conflict.js';
import { overlappingVirtualServices } from './rules/overlapping-virtual-services.js';
import { overriddenPeerAuthentication } from './rules/overridden-peer-authentication.js';
import { pointlessExport } from './rules/pointless-export.js';
import { pointlessRetries } from './rules/pointless-retries.js';
import { protocolMismatch } from './rules/protocol-mismatch.js';
import { ruleForSelectedOnly } from './rules/rule-for-selected-only.js';
import { selectorMatchesNothing } from './rules/selector-matches-nothing.js';
import { shortName } from './rules/short-name.js';
import { sidecarHostMatchesNothing } from './rules/sidecar-host-matches-nothing.js';
import { staticWorkloadName } from './rules/static-workload-name.js';
import { undeclaredSubset } from './rules/undeclared-subset.js';
import { unknownDelegate } from './rules/unknown-delegate.js';
import { unknownDestinationPort } from './rules/unknown-destination-port.js';
import { unknownDestination } from './rules/unknown-destination.js';
import { unknownGatewayHost } from './rules/unknown-gateway-host.js';
import { unknownGateway } from './rules/unknown-gateway.js';
import { unknownMatchPort } from './rules/unknown-match-port.js';
import { unknownPolicyPort } from './rules/unknown-policy-port.js';
import { unknownRuleHost } from './rules/unknown-rule-host.js';
import { unknownVirtualServiceHost } from './rules/unknown-virtual-service-host.js';
import { unknownWorkloadPort } from './rules/unknown-workload-port.js';
import { unmatchedSelector } from './rules/unmatched-selector.js';
import { unselectedWorkload } from './rules/unselected-workload.js';
import { unusedDelegate } from './rules/unused-delegate.js';
import { unusedDestinationRule } from './rules/unused-destination-rule.js';
import { unusedLoadBalancer } from './rules/unused-load-balancer.js';
import { weights } from './rules/weights.js';
import { wildcardDns } from './rules/wildcard-dns.js';
import { upperCaseHost } from './rules/upper-case-host.js';

/** Every rule, by code. */
export const rules: readonly Rule[] = [
  unknownDestination,
  unknownRuleHost,
  unknownVirtualServiceHost,
  shortName,
  undeclaredSubset,
  hiddenSubset,
  emptySubset,
  unknownDestinationPort,
  missingDestinationPort,
  unknownMatchPort,
  unknownPolicyPort,
  selectorMatchesNothing,
  unselectedWorkload,
  unknownWorkloadPort,
  conflictingServices,
  overlappingVirtualServices,
  protocolMismatch,
  hiddenDestination,
  unusedDestinationRule,
  pointlessExport,
  conflictingDestinationRules,
  hashOnTcp,
  hashSingleEndpoint,
  unusedLoadBalancer,
  hashRetries,
  wildcardDns,
  staticWorkloadName,
  weights,
  missingWeight,
  capturedTcpPort,
  deprecated,
  unknownDelegate,
  unusedDelegate,
  pointlessRetries,
  doubleTls,
  idleAnnotation,
  sidecarHostMatchesNothing,
  unmatchedSelector,
  conflictingSidecars,
  unknownGateway,
  unknownGatewayHost,
  conflictingGateways,
  mutualTlsConflict,
  overriddenPeerAuthentication,
  conflictingProtocols,
  externalNamePort,
  duplicateSubnet,
  httpProxyMatchPort,
  ruleForSelectedOnly,
  upperCaseHost,
];
