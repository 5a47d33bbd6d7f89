import { connectXds } from '@xdsim/testkit';
import { files } from '../src/index.js';
import { startServer } from './start.js';

// A whole life of a server; the process ends by itself when nothing is left of it.
const server = await startServer({ sources: [files(process.argv.slice(2))] });
const proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
proxy.subscribe('clusters');
await proxy.next('clusters');
await fetch(`http://${server.adminAddress}/readyz`);
await server.settled();
await server.close();
await proxy.close();
console.log('settled, closed');
