import type { AuthorizationPolicySpec, AuthorizationRule } from '../../kinds/authorization-policy.js';
import type { AuthorizationPolicy } from '../../object.js';
import type { Findings } from '../findings.js';
import { checkAuthorizationRule } from './authorization-rule.js';
import { checkPolicyTarget } from './policy-target.js';

export function checkAuthorizationPolicy(findings: Findings, { spec }: AuthorizationPolicy): void {
  const { action = 'ALLOW', rules = [], provider } = spec;
  checkPolicyTarget(findings, spec);
  if ((action === 'CUSTOM' || action === 'DENY') && rules.length === 0) {
    const help = 'add rules; an empty one, "- {}", holds for every request';
    findings.add(['spec'], 'XDS0397', `a ${action} policy without rules never does anything`, help);
  } else if (action === 'CUSTOM') checkCustom(findings, spec, rules);
  if (provider && action !== 'CUSTOM') {
    const help = 'set action: CUSTOM, or remove provider';
    findings.add(['spec', 'provider'], 'XDS0397', `a provider has no part in action ${action}`, help);
  }
  for (const [index, rule] of rules.entries()) {
    const path = ['spec', 'rules', index];
    checkAuthorizationRule(findings, path, rule);
    if (action !== 'DENY' || !deniesAllTcp(rule)) continue;
    const help = 'name the ports in to.operation.ports';
    const message = 'this rule denies every connection to a TCP port: its conditions are about HTTP only';
    findings.add(path, 'XDS0399', message, help);
  }
}

const unsupportedSources = [
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
] as const;

/** Istio: an external authorizer is asked before these are known. */
function checkCustom(
  findings: Findings,
  { provider }: AuthorizationPolicySpec,
  rules: readonly AuthorizationRule[],
): void {
  if (!provider?.name) {
    const help = 'add provider: {name: …}, one of extensionProviders in the mesh configuration';
    findings.add(['spec', 'action'], 'XDS0397', 'a CUSTOM policy names no provider', help);
  }
  for (const [index, { from = [], when = [] }] of rules.entries()) {
    const path = ['spec', 'rules', index];
    for (const [number, { source = {} }] of from.entries()) {
      for (const name of unsupportedSources) {
        if ((source[name] ?? []).length === 0) continue;
        const at = [...path, 'from', number, 'source', name];
        findings.add(at, 'XDS0397', `a CUSTOM policy cannot ask for ${name}`, 'use ipBlocks or operations');
      }
    }
    for (const [number, { key = '' }] of when.entries()) {
      const isIdentity = ['source.namespace', 'source.serviceAccount', 'source.principal'].includes(key);
      if (!isIdentity && !key.startsWith('request.auth.')) continue;
      const at = [...path, 'when', number, 'key'];
      findings.add(
        at,
        'XDS0397',
        `a CUSTOM policy cannot ask for ${key}`,
        'use request.headers or source.ip',
      );
    }
  }
}

const tcpSources = [
  'principals',
  'notPrincipals',
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'ipBlocks',
  'notIpBlocks',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
] as const;

/** Istio: on a TCP port the HTTP conditions of a DENY rule vanish, and what is left of this one holds for everything. */
function deniesAllTcp({ from = [], to = [] }: AuthorizationRule): boolean {
  const hasFrom = from.some(({ source }) => source);
  const hasTo = to.some(({ operation }) => operation);
  const fromKnowsTcp = from.some(({ source }) => tcpSources.some((name) => source?.[name]?.length));
  const toKnowsTcp = to.some(({ operation }) => operation?.ports?.length || operation?.notPorts?.length);
  return (hasFrom && !hasTo && !fromKnowsTcp) || (hasTo && !toKnowsTcp);
}
