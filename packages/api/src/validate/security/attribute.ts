import type { AuthorizationCondition } from '../../kinds/authorization-policy.js';
import type { Path } from '../../path.js';
import { suggest } from '../../suggest.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';
import { checkAddresses, checkPorts, checkServiceAccounts } from './attribute-values.js';

type CheckValues = (findings: Findings, path: Path, values: readonly string[] | undefined) => void;

/** The attributes that a condition can ask for, with what their values are; any text where nothing is said. */
const attributes: Readonly<Record<string, CheckValues | undefined>> = {
  'source.ip': checkAddresses,
  'remote.ip': checkAddresses,
  'source.namespace': undefined,
  'source.serviceAccount': checkServiceAccounts,
  'source.principal': undefined,
  'request.auth.principal': undefined,
  'request.auth.audiences': undefined,
  'request.auth.presenter': undefined,
  'destination.ip': checkAddresses,
  'destination.port': checkPorts,
  'connection.sni': undefined,
};

/** Attributes with a key of their own in brackets, by how they start. */
const mapAttributes: readonly string[] = [
  'request.headers',
  'request.experimental.inline.headers',
  'request.auth.claims',
  'experimental.envoy.filters.',
];

const retired: readonly (readonly [prefix: string, instead: string])[] = [
  ['destination.namespace', 'put the policy into the namespace'],
  ['destination.labels', 'use the selector'],
  ['destination.name', 'use the selector'],
  ['destination.user', 'use the selector'],
];

/** A condition of `when`: an attribute, and the values that it may or may not have. */
export function checkAttribute(
  findings: Findings,
  path: Path,
  { key = '', values = [], notValues = [] }: AuthorizationCondition,
): void {
  if (key === '') {
    findings.add(path, 'XDS0396', 'a condition has no key', 'add key, such as request.headers[x-user]');
    return;
  }
  if (values.length + notValues.length === 0) {
    findings.add(path, 'XDS0396', `the condition on ${key} has no values`, 'add values or notValues');
    return;
  }
  checkKey(findings, [...path, 'key'], key);
  const check = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
  for (const [name, list] of Object.entries({ values, notValues })) {
    if (check) check(findings, [...path, name], list);
    else checkNotEmpty(findings, [...path, name], list);
  }
}

function checkNotEmpty(findings: Findings, path: Path, values: readonly string[]): void {
  const index = values.indexOf('');
  if (index >= 0) findings.add([...path, index], 'XDS0396', 'a condition has an empty value');
}

function checkKey(findings: Findings, path: Path, key: string): void {
  if (Object.hasOwn(attributes, key)) return;
  const map = mapAttributes.find((prefix) => key.startsWith(prefix));
  if (map !== undefined) {
    if (/^[^[]+\[.+\]$/s.test(key)) return;
    const help = `write ${map}${map.endsWith('.') ? 'NAME' : ''}[KEY]`;
    findings.add(path, 'XDS0396', `the attribute ${quote(key)} does not say which one is meant`, help);
    return;
  }
  const instead = retired.find(([prefix]) => key.startsWith(prefix))?.[1];
  if (instead !== undefined) {
    findings.add(path, 'XDS0396', `the attribute ${quote(key)} is not supported any more`, instead);
    return;
  }
  const names = [...Object.keys(attributes), ...mapAttributes.map((prefix) => `${prefix}[KEY]`)];
  const suggestion = suggest(key, names);
  const help = suggestion ? `did you mean ${suggestion}?` : `the attributes are ${names.join(', ')}`;
  findings.add(path, 'XDS0396', `there is no attribute ${quote(key)}`, help);
}
