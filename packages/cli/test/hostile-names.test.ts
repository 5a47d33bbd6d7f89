import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { createServer } from '@xdsim/server';
import { createRegistry } from '@xdsim/registry';
import { createStory } from '../src/serve/story.js';
import { runXdsim } from './run-xdsim.js';

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
});
