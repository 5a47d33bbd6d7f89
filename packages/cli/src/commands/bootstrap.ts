import { printable } from '@xdsim/api';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { BootstrapTls } from '@xdsim/server';
import type { Interception } from '@xdsim/translator';
import { address } from '../flags/address.js';
import { defaultXdsAddress } from '../flags/default-addresses.js';
import { portOffset } from '../flags/translate-flags.js';
import { outputFlag } from '../flags/output-flag.js';
import { addProxyFlags } from '../flags/proxy-flags.js';
import type { ProxyFlags } from '../flags/proxy-flags.js';
import { printDocument } from '../print/document.js';
import type { DocumentFormat } from '../print/document.js';
import { examples } from '../print/examples.js';

interface Flags extends ProxyFlags {
  readonly id: string;
  readonly xdsAddress: string;
  readonly adminAddress?: string;
  readonly interception?: Interception;
  readonly portOffset?: number;
  readonly delta?: true;
  readonly tlsCa?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsServerName?: string;
  readonly output: DocumentFormat;
}

/** `xdsim bootstrap`: what to start an Envoy with. */
export function addBootstrap(program: Command): void {
  const command = program
    .command('bootstrap')
    .summary('print what to start an Envoy with')
    .description(
      'Prints the bootstrap of an Envoy that takes everything from xdsim serve. JSON unless asked for otherwise: ' +
        'Envoy tells the format from the name of the file, and takes one without a name for JSON.',
    )
    .requiredOption('--id <id>', 'the node id of the proxy; one proxy, one id', nodeId)
    .option('--xds-address <host:port>', 'where xdsim serve listens', address, defaultXdsAddress)
    .option(
      '--admin-address <host:port>',
      "where Envoy's own admin pages are to be (default: nowhere)",
      address,
    );
  addProxyFlags(command)
    .addOption(
      new Option(
        '--interception <mode>',
        'how traffic comes to the proxy (default: as serve was told)',
      ).choices(['none', 'redirect']),
    )
    .option(
      '--port-offset <n>',
      'interception none: bind each service port plus this (default: as serve was told)',
      portOffset,
    )
    .option('--delta', 'use the incremental protocol')
    .option('--tls-ca <file>', 'speak TLS, and trust what this authority signed')
    .option('--tls-cert <file>', 'the certificate to show to a server that asks for one')
    .option('--tls-key <file>', 'its key')
    .option(
      '--tls-server-name <name>',
      "the name in the server's certificate (default: the host of --xds-address)",
    )
    .addOption(outputFlag('json', 'yaml'))
    .addHelpText(
      'after',
      examples(
        ['envoy -c <(xdsim bootstrap --id web-1)', 'attach an Envoy to xdsim serve'],
        ['xdsim bootstrap --id web-1 --label app=web -o yaml > envoy.yaml', 'a file, with a label'],
        [
          'xdsim bootstrap --id web-1 --delta --admin-address 127.0.0.1:9901',
          "incremental, with Envoy's admin pages",
        ],
      ),
    )
    .action(async (flags: Flags) => {
      const tls = tlsOf(flags, command);
      const { bootstrap } = await import('@xdsim/server');
      const {
        id,
        xdsAddress,
        adminAddress,
        namespace,
        label,
        ip,
        locality,
        interception,
        portOffset,
        delta,
      } = flags;
      const made = bootstrap({
        id,
        xdsAddress,
        namespace,
        ...(adminAddress !== undefined && { adminAddress }),
        ...(label && { labels: Object.fromEntries(label) }),
        ...(ip && { ipAddresses: ip }),
        ...(locality && { locality }),
        ...(interception && { interception }),
        ...(portOffset !== undefined && { portOffset }),
        ...(delta && { protocol: 'delta' }),
        ...(tls && { tls }),
      });
      await printDocument(made, flags.output);
    });
}

function nodeId(text: string): string {
  if (text.trim() === '' || printable(text) !== text) {
    throw new InvalidArgumentError('Write a name, as in web-1, without control characters.');
  }
  return text;
}

function tlsOf({ tlsCa, tlsCert, tlsKey, tlsServerName }: Flags, command: Command): BootstrapTls | undefined {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    command.error('error: --tls-cert and --tls-key belong together');
  }
  if (tlsCa === undefined) {
    if (tlsCert !== undefined || tlsServerName !== undefined)
      command.error('error: TLS needs --tls-ca as well');
    return undefined;
  }
  return {
    caFile: tlsCa,
    ...(tlsServerName !== undefined && { serverName: tlsServerName }),
    ...(tlsCert !== undefined && tlsKey !== undefined && { certFile: tlsCert, keyFile: tlsKey }),
  };
}
