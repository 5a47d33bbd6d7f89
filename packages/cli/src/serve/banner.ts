import { styleText } from 'node:util';
import { kinds, objectKey, printable } from '@xdsim/api';
import type { Server } from '@xdsim/server';
import { defaultXdsAddress } from '../flags/default-addresses.js';
import type { ServeFlags } from '../flags/serve-flags.js';
import { count } from '../print/count.js';
import { version } from '../version.js';

/** What is said on a terminal when the server is up: what listens where, and how to attach an Envoy. */
export function banner(server: Server, paths: readonly string[], flags: ServeFlags, color: boolean): string {
  const snapshot = server.registry.snapshot();
  const all = kinds.flatMap((kind) => snapshot.list(kind));
  const kept = all.filter((object) => server.registry.ownerOf(objectKey(object)) === undefined).length;
  const read = count(all.length - kept, 'object');
  const dim = (text: string) => (color ? styleText('dim', text, { validateStream: false }) : text);
  const follows = flags.watch && paths.some((path) => path !== '-') ? ', and follows changes' : '';
  const lines = [
    ['xDS', server.xdsAddress + (flags.tlsCert === undefined ? '' : ', TLS')],
    ['admin', `${flags.adminTlsCert === undefined ? 'http' : 'https'}://${server.adminAddress}`],
    ['reads', paths.length > 0 ? `${paths.join(', ')}: ${read}${follows}` : 'nothing'],
    ...(flags.dataDir === undefined
      ? []
      : [['keeps', `${flags.dataDir}: ${count(kept, 'object')}`] as const]),
    ['attach', attach(server.xdsAddress, flags)],
  ] as const;
  return [
    '',
    `  xdsim ${version}`,
    ...lines.map(([what, where]) => `  ${dim(what.padEnd(8))}${printable(where)}`),
    '',
  ].join('\n');
}

function attach(xdsAddress: string, { tlsCert }: ServeFlags): string {
  // Who listens on all interfaces is reached on loopback too.
  const reachable = xdsAddress.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:');
  const where = reachable === defaultXdsAddress ? '' : ` --xds-address ${reachable}`;
  return `envoy -c <(npx xdsim bootstrap --id web-1${where}${tlsCert === undefined ? '' : ' --tls-ca ca.pem'})`;
}
