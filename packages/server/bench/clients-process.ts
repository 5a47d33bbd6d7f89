// Many clients in a process of their own: node clients-process.ts ADDRESS PROTOCOL SERVICES
import { typeUrls } from '@xdsim/envoy';
import type { Protocol } from '@xdsim/xds';
import { clock, type FromClients, type ToClients } from './messages.js';
import { RawClient, type Names } from './raw-client.js';

const [address = '', protocol = 'sotw', services = ''] = process.argv.slice(2);
const tell = (message: FromClients): void => void process.send?.(message);
const names: Names = {
  endpoints: Array.from({ length: Number(services) }, (_, i) => `outbound|80||s-${i}.example.com`),
  routes: ['80'],
};

const clients: RawClient[] = [];
let incomplete = 0;
let refused = 0;
let begun = 0;
let marker: { readonly text: string; readonly missing: Set<number> } | undefined;

function connect(number: number): void {
  let isCounted = false;
  const address4 = `10.1.${number >> 8}.${number & 255}`;
  const node = { id: `sidecar~${address4}~app-${number}.default~default.svc.cluster.local` };
  clients[number] = new RawClient(
    { address, protocol: protocol as Protocol, node, names },
    (bytes, typeUrl, isComplete) => {
      if (isComplete && !isCounted) {
        isCounted = true;
        incomplete -= 1;
        if (incomplete === 0) connected();
      }
      if (marker && typeUrl === typeUrls.endpoints && bytes.includes(marker.text)) seen(marker, number);
    },
    () => {
      refused += 1;
      if (isCounted) incomplete += 1;
      connect(number);
    },
  );
}

function seen({ missing }: NonNullable<typeof marker>, number: number): void {
  missing.delete(number);
  if (missing.size > 0) return;
  marker = undefined;
  tell({ kind: 'seen', at: clock() });
}

function connected(): void {
  const bytes = clients.reduce((sum, client) => sum + client.bytes, 0);
  tell({ kind: 'connected', ms: clock() - begun, bytes, refused });
}

process.on('message', (message: ToClients) => {
  if (message.kind === 'watch') {
    marker = { text: message.address, missing: new Set(clients.keys()) };
    return;
  }
  begun = clock();
  incomplete = message.clients;
  for (const end = clients.length + message.clients; clients.length < end;) connect(clients.length);
});
process.on('disconnect', () => process.exit());
