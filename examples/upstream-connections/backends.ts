import { certificates, startBackends } from './start-backends.js';

// The services of this folder at the ports that its YAML names, until Ctrl-C.
const { slow, simple, mutual } = await startBackends(certificates, {
  slow: 9001,
  simple: 9443,
  mutual: 9444,
});
for (const { name, address } of [slow, simple, mutual]) console.log(`${name} at ${address}`);
console.log(`certificates in ${certificates}`);
