import { Option } from 'commander';
import type { Command } from 'commander';
import { address } from './address.js';
import { defaultAdminAddress, defaultXdsAddress } from './default-addresses.js';
import { percentage } from './percentage.js';
import { addProtectionFlags } from './protection-flags.js';
import { namespaceFlag } from './namespace-flag.js';
import type { ProtectionFlags } from './protection-flags.js';
import { addTranslateFlags } from './translate-flags.js';
import type { TranslateFlags } from './translate-flags.js';

/** What the flags of `serve` say. */
export interface ServeFlags extends TranslateFlags, ProtectionFlags {
  readonly xdsAddress: string;
  readonly adminAddress: string;
  readonly namespace?: string;
  readonly adminTokenFile?: string;
  readonly adminTlsCert?: string;
  readonly adminTlsKey?: string;
  readonly watch: boolean;
  readonly dataDir?: string;
  /** Between 0 and 1. */
  readonly maxRemoval: number;
  /** Without it: pretty on a terminal, JSON lines elsewhere. */
  readonly output?: 'pretty' | 'json';
}

/** The flags of `serve`. */
export function addServeFlags(command: Command): Command {
  command
    .option('--xds-address <host:port>', 'listen for proxies here; port 0 is any', address, defaultXdsAddress)
    .option(
      '--admin-address <host:port>',
      'listen for people here; port 0 is any',
      address,
      defaultAdminAddress,
    );
  command.hook('preAction', () => {
    const { adminTlsCert, adminTlsKey } = command.opts<ServeFlags>();
    if ((adminTlsCert === undefined) !== (adminTlsKey === undefined))
      command.error('error: --admin-tls-cert and --admin-tls-key belong together');
  });
  return addProtectionFlags(addTranslateFlags(command))
    .option(
      '--admin-token-file <file>',
      'show and change objects for whoever has the token in this file (default: for programs on this machine)',
    )
    .option(
      '--admin-tls-cert <file>',
      'speak TLS at the admin address: the certificate, as PEM; read again when it changes',
    )
    .option('--admin-tls-key <file>', 'its key, as PEM')
    .addOption(namespaceFlag())
    .option('--data-dir <dir>', 'keep what comes by the API in this folder, over restarts and crashes')
    .addOption(
      new Option(
        '--max-removal <percent>',
        'hold what removes more of the services while proxies are connected, until xdsim confirm-removal; 100% holds nothing',
      )
        .argParser(percentage)
        .default(0.5, '50%'),
    )
    .option('--no-watch', 'read the paths once, and do not follow their changes')
    .addOption(
      new Option(
        '-o, --output <format>',
        'how to tell what happens (default: pretty on a terminal, else json)',
      ).choices(['pretty', 'json']),
    );
}
