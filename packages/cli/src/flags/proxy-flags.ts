import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { ipAddress } from './address.js';
import { repeated } from './repeated.js';

/** What the flags say about a proxy. */
export interface ProxyFlags {
  readonly namespace: string;
  readonly label?: readonly (readonly [key: string, value: string])[];
  readonly ip?: readonly string[];
  readonly locality?: { readonly region: string; readonly zone?: string; readonly sub_zone?: string };
}

/** The flags that say which proxy is meant. */
export function addProxyFlags(command: Command): Command {
  return command
    .option('--namespace <ns>', 'the namespace of the proxy', 'default')
    .option('--label <key=value>', 'a label of the proxy; may be repeated', repeated(label))
    .option('--ip <address>', 'an IP address of the proxy; may be repeated', repeated(ipAddress))
    .addOption(new Option('--locality <region/zone/subzone>', 'where the proxy is').argParser(locality));
}

function label(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write KEY=VALUE, as in app=web.');
  return [text.slice(0, at), text.slice(at + 1)];
}

function locality(text: string): ProxyFlags['locality'] {
  const [region = '', zone, subzone, ...more] = text.split('/');
  if (!region || more.length > 0)
    throw new InvalidArgumentError('Write REGION/ZONE/SUBZONE, as in eu/eu-1/a.');
  return { region, ...(zone && { zone }), ...(subzone && { sub_zone: subzone }) };
}
