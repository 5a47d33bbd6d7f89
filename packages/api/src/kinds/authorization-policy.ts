import { enumeration, type Infer, list, message, string } from '../schema/schema.js';
import { labelSelector } from './selector.js';

const source = message({
  principals: list(string),
  notPrincipals: list(string),
  requestPrincipals: list(string),
  notRequestPrincipals: list(string),
  namespaces: list(string),
  notNamespaces: list(string),
  /** `name` of the policy's own namespace, or `namespace/name`. */
  serviceAccounts: list(string),
  notServiceAccounts: list(string),
  trustDomains: list(string),
  notTrustDomains: list(string),
  ipBlocks: list(string),
  notIpBlocks: list(string),
  remoteIpBlocks: list(string),
  notRemoteIpBlocks: list(string),
});

const operation = message({
  hosts: list(string),
  notHosts: list(string),
  ports: list(string),
  notPorts: list(string),
  methods: list(string),
  notMethods: list(string),
  paths: list(string),
  notPaths: list(string),
});

const condition = message({ key: string, values: list(string), notValues: list(string) });

/** Who may do what, and when; what is absent is not asked. */
export const authorizationRule = message({
  from: list(message({ source })),
  to: list(message({ operation })),
  when: list(condition),
});

export const targetReference = message({ group: string, kind: string, name: string, namespace: string });

/** Which requests and connections workloads accept. Without rules it holds for nothing, so that ALLOW denies all. */
export const authorizationPolicySpec = message({
  selector: labelSelector,
  targetRef: targetReference,
  targetRefs: list(targetReference),
  rules: list(authorizationRule),
  action: enumeration('ALLOW', 'DENY', 'AUDIT', 'CUSTOM'),
  provider: message({ name: string }),
});

export interface AuthorizationSource extends Infer<typeof source> {}
export interface AuthorizationOperation extends Infer<typeof operation> {}
export interface AuthorizationCondition extends Infer<typeof condition> {}
export interface AuthorizationRule extends Infer<typeof authorizationRule> {}
export interface TargetReference extends Infer<typeof targetReference> {}
export interface AuthorizationPolicySpec extends Infer<typeof authorizationPolicySpec> {}
