import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { createServer } from '@xdsim/server';
import { createRegistry } from '@xdsim/registry';
import { service } from './manifests.js';
import { createStory } from '../src/serve/story.js';
import { runXdsim } from './run-xdsim.js';
import { temporaryFolder } from './temporary-folder.js';

/** Clears the screen, says another name, and reverses the text after it. */
const hostile = 'web\u001b[2J\u009b1m\r\nERROR forged\u202e\u0007';

// oxlint-disable-next-line no-control-regex -- control characters are the point
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

describe('a proxy whose name would steer a terminal', () => {
  it('is shown without what would do so, on the terminal and in tables', async () => {
    await using server = await createServer({ xdsAddress: '127.0.0.1:0', adminAddress: '127.0.0.1:0' });
    const lines: string[] = [];
    const write = (text: string): void => void lines.push(text);
    server.events$.subscribe(
      createStory({ registry: createRegistry(), proxies: server.proxies, write, color: false }),
    );
    await using client = await connectXds(server.xdsAddress, { id: hostile });
    client.subscribe('clusters');
    const response = await client.next('clusters');
    client.nack(`${hostile}: no`, response);
    await until(() => lines.some((line) => line.includes('XDS0601')), { what: 'the rejection' });
    for (const line of lines) {
      expect(line).to.not.match(steering);
      for (const one of line.split('\n')) expect(one).to.not.match(/^ERROR/);
    }

    const { stdout, stderr } = await runXdsim(['proxy-status', '--server', server.adminAddress]);
    expect(stdout, stderr).to.include('forged');
    expect(stdout + stderr).to.not.match(steering);
    expect(stdout.trimEnd().split('\n')).to.have.length(2);
  });

  it('is shown so by apply --wait as well, with what it said', async () => {
    await using server = await createServer({ xdsAddress: '127.0.0.1:0', adminAddress: '127.0.0.1:0' });
    await using client = await connectXds(server.xdsAddress, { id: hostile });
    client.subscribe('clusters');
    client.ack(await client.next('clusters'));
    const applied = runXdsim(['apply', '-f', '-', '--wait', '--server', server.adminAddress], {
      stdin: service('shop'),
    });
    const offered = await client.next('clusters');
    client.nack(`Error adding/updating cluster(s) outbound|8080||shop.example.com: ${hostile}`, offered);
    const { stderr } = await applied;
    expect(stderr).to.include('forged').and.not.match(steering);
    expect(stderr.split('\n').filter((line) => line.startsWith('ERROR'))).to.deep.equal([]);
  });
});

describe('a file whose name would steer a terminal', () => {
  const commands = [
    ['validate', '-f'],
    ['analyze', '-f'],
    ['translate', '--provenance', '-f'],
  ];
  for (const command of commands) {
    it(`is shown without what would do so by ${command[0]}, whether it is there or not`, async () => {
      await using folder = await temporaryFolder();
      const name = '\u001b[2J\u009b1m\nERROR forged\u0007.yaml';
      const file = await folder.write(name, service('shop').replace('hosts', 'hots'));
      const good = await folder.write(`good${name}`, service('shop'));
      for (const path of [file, good, `${file}.missing`]) {
        const { stdout, stderr } = await runXdsim([...command, path]);
        expect(stdout + stderr)
          .to.not.match(steering)
          .and.not.match(/^ERROR/m);
      }
    });
  }
});
