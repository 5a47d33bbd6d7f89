import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { repeated } from './repeated.js';

/** What the flags say about who may connect, and how far clients may go. */
export interface ProtectionFlags {
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsClientCa?: string;
  readonly allow?: string;
  readonly secrets?: string;
  readonly insecure?: boolean;
  readonly limit?: readonly Limit[];
  /** In seconds. */
  readonly drain?: number;
}

/** A limit's name and what it is to be. */
export type Limit = readonly [name: string, value: number];

/** The flags of `serve` about its clients. */
export function addProtectionFlags(command: Command): Command {
  return command
    .option(
      '--tls-cert <file>',
      'speak TLS with proxies: the certificate, as PEM; read again when it changes',
    )
    .option('--tls-key <file>', 'its key, as PEM')
    .option('--tls-client-ca <file>', 'let in only proxies that show a certificate of this authority')
    .option('--allow <file>', 'which certificate may be which node, in which namespace: a list, as YAML')
    .option(
      '--secrets <file>',
      'hand out certificates and keys by name (SDS): a list of secrets and their files, as YAML',
    )
    .option('--insecure', 'serve plain text where others can reach it, not only on loopback')
    .option(
      '--limit <name=number>',
      'how far clients may go, as in --limit streamsPerPeer=100; may be repeated',
      repeated(limit),
    )
    .option('--drain <seconds>', 'how long proxies get to go when it ends (default: 1)', seconds)
    .hook('preAction', () => {
      const { tlsCert, tlsKey, tlsClientCa, allow } = command.opts<ProtectionFlags>();
      if ((tlsCert === undefined) !== (tlsKey === undefined)) {
        command.error('error: --tls-cert and --tls-key belong together');
      }
      if (tlsClientCa !== undefined && tlsCert === undefined) {
        command.error('error: --tls-client-ca needs --tls-cert and --tls-key as well');
      }
      if (allow !== undefined && tlsClientCa === undefined) {
        command.error('error: --allow is about certificates of clients: it needs --tls-client-ca as well');
      }
    });
}

function limit(text: string): Limit {
  const [, name, digits] = /^([A-Za-z]+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined || !(Number(digits) > 0)) {
    throw new InvalidArgumentError('Write NAME=NUMBER, with a name from docs/security.md.');
  }
  return [name, Number(digits)];
}

function seconds(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('Write a number of seconds.');
  return Number(text);
}
