import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { address } from './address.js';
import { defaultAdminAddress } from './default-addresses.js';

/** Which server is spoken to. */
export interface ServerFlags {
  /** A URL without a path. */
  readonly server: string;
  readonly tokenFile?: string;
  readonly caFile?: string;
}

/** The flags of a command that speaks to a server. */
export const addServerFlags = (command: Command): Command =>
  command
    .option(
      '--server <address>',
      'the admin address of xdsim serve: HOST:PORT or a URL',
      serverUrl,
      `http://${defaultAdminAddress}`,
    )
    .option('--token-file <file>', 'a file with the token that the server asks for')
    .option('--ca-file <file>', 'https: the authority of the server’s certificate, as PEM');

function serverUrl(text: string): string {
  if (!/^https?:\/\//.test(text)) return `http://${address(text)}`;
  if (!URL.canParse(text)) throw new InvalidArgumentError('Write HOST:PORT or a URL.');
  return text.replace(/\/+$/, '');
}
