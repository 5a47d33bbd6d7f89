import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Filters } from '../proxy-config/filter-dump.js';

/** The flags that narrow down what is shown of a proxy: istioctl's. */
export const addFilterFlags = (command: Command): Command =>
  command
    .option('--fqdn <text>', 'clusters of services with this in their names')
    .option('--port <number>', 'clusters, endpoints and listeners of this port', port)
    .addOption(new Option('--direction <way>', 'clusters of this direction').choices(['inbound', 'outbound']))
    .option('--subset <name>', 'clusters of this subset')
    .option('--cluster <name>', 'endpoints of this cluster')
    .option('--address <ip>', 'endpoints and listeners of this address')
    .option('--status <status>', 'endpoints of this health, as in healthy')
    .option('--name <name>', 'the routes of this name');

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('Write the number of a port.');
  return Number(text);
}

/** Which types of resources each of them is about. */
export const filteredTypes: Readonly<Record<keyof Filters, readonly string[]>> = {
  fqdn: ['clusters'],
  port: ['clusters', 'endpoints', 'listeners'],
  direction: ['clusters'],
  subset: ['clusters'],
  cluster: ['endpoints'],
  address: ['endpoints', 'listeners'],
  status: ['endpoints'],
  name: ['routes'],
};
