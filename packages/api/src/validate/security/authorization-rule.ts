import type {
  AuthorizationOperation,
  AuthorizationRule,
  AuthorizationSource,
} from '../../kinds/authorization-policy.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';
import { checkAttribute } from './attribute.js';
import { checkAddresses, checkPorts, checkServiceAccounts } from './attribute-values.js';
import { checkPathTemplate } from './path-template.js';

export function checkAuthorizationRule(findings: Findings, path: Path, rule: AuthorizationRule): void {
  for (const [index, { source }] of (rule.from ?? []).entries()) {
    const at = [...path, 'from', index];
    if (source) checkSource(findings, [...at, 'source'], source);
    else findings.add(at, 'XDS0396', 'from has no source', 'add source, or remove from');
  }
  for (const [index, { operation }] of (rule.to ?? []).entries()) {
    const at = [...path, 'to', index];
    if (operation) checkOperation(findings, [...at, 'operation'], operation);
    else findings.add(at, 'XDS0396', 'to has no operation', 'add operation, or remove to');
  }
  for (const [index, condition] of (rule.when ?? []).entries()) {
    checkAttribute(findings, [...path, 'when', index], condition);
  }
}

function checkSource(findings: Findings, path: Path, source: AuthorizationSource): void {
  checkLists(findings, path, source, 'a source asks for nothing');
  for (const name of ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks'] as const) {
    checkAddresses(findings, [...path, name], source[name]);
  }
  const accounts = ['serviceAccounts', 'notServiceAccounts'] as const;
  for (const name of accounts) checkServiceAccounts(findings, [...path, name], source[name]);
  const account = accounts.find((name) => source[name]?.length);
  const other = (['principals', 'notPrincipals', 'namespaces', 'notNamespaces'] as const).find(
    (name) => source[name]?.length,
  );
  if (account === undefined || other === undefined) return;
  const help = 'keep one of the two: a service account has a namespace, and makes the principal';
  findings.add([...path, account], 'XDS0396', `${account} and ${other} exclude each other`, help);
}

function checkOperation(findings: Findings, path: Path, operation: AuthorizationOperation): void {
  checkLists(findings, path, operation, 'an operation asks for nothing');
  for (const name of ['ports', 'notPorts'] as const) checkPorts(findings, [...path, name], operation[name]);
  for (const name of ['paths', 'notPaths'] as const) {
    for (const [index, text] of (operation[name] ?? []).entries()) {
      checkPathTemplate(findings, [...path, name, index], text);
    }
  }
}

/** Lists with their own check of each entry, so that an empty one is not reported twice. */
const checkedLists: readonly string[] = [
  'ipBlocks',
  'notIpBlocks',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
  'ports',
  'notPorts',
  'serviceAccounts',
  'notServiceAccounts',
];

function checkLists(
  findings: Findings,
  path: Path,
  lists: Readonly<Record<string, readonly string[] | undefined>>,
  emptyMessage: string,
): void {
  if (Object.values(lists).every((list) => (list ?? []).length === 0)) {
    findings.add(path, 'XDS0396', emptyMessage, 'say what it should be, or remove it');
  }
  for (const [name, list] of Object.entries(lists)) {
    if (checkedLists.includes(name)) continue;
    for (const [index, value] of (list ?? []).entries()) {
      if (value !== '') continue;
      findings.add(
        [...path, name, index],
        'XDS0396',
        `${name} has an empty value`,
        `for any value write ${quote('*')}`,
      );
    }
  }
}
