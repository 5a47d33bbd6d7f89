import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Interception, MeshConfig, TranslateOptions } from '@xdsim/translator';
import { ipAddress, socketAddress } from './address.js';

/** What the flags say about how to translate. */
export interface TranslateFlags {
  readonly interception: Interception;
  readonly portOffset?: number;
  readonly bindAddress?: string;
  readonly meshConfig?: string;
  readonly dnsResolver?: string;
}

/** The flags that say how to translate; the same in `serve` and `translate`. */
export function addTranslateFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--interception <mode>', 'none: listeners bind their ports. redirect: iptables feeds them')
        .choices(['none', 'redirect'])
        .default('none'),
    )
    .option('--port-offset <n>', 'interception none: bind each service port plus this', portOffset)
    .option('--bind-address <ip>', 'interception none: bind here (default: all interfaces)', ipAddress)
    .option('--mesh-config <file>', "Istio's mesh config, as YAML")
    .option('--dns-resolver <ip:port>', 'the DNS server that proxies are to ask', socketAddress);
}

/** A number that a service port can be moved by. */
export function portOffset(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65534) {
    throw new InvalidArgumentError('Write a number from 0 to 65534.');
  }
  return Number(text);
}

/** @throws InputError when the mesh config cannot be used */
export async function translateOptions(flags: TranslateFlags): Promise<TranslateOptions> {
  const { interception, portOffset: offset, bindAddress, meshConfig, dnsResolver } = flags;
  return {
    interception,
    ...(offset !== undefined && { portOffset: offset }),
    ...(bindAddress !== undefined && { bindAddress }),
    ...(dnsResolver !== undefined && { dnsResolver }),
    ...(meshConfig !== undefined && { mesh: await meshOf(meshConfig) }),
  };
}

async function meshOf(file: string): Promise<MeshConfig> {
  const { readMeshConfig } = await import('../input/read-mesh-config.js');
  return readMeshConfig(file);
}
