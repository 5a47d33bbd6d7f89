import { defaultMeshConfig } from '@xdsim/translator';
import type { TranslateOptions } from '@xdsim/translator';
import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { NotSettledError, silentLogger } from '../../src/index.js';
import { cluster, objects, startServer } from '../start.js';

/** Options that make translation throw while they are told to. */
function createTrap() {
  let isSet = false;
  const mesh = {
    ...defaultMeshConfig,
    get connectTimeout(): string {
      if (isSet) throw new Error('a mistake in the program');
      return defaultMeshConfig.connectTimeout;
    },
  };
  const translate: TranslateOptions = { mesh };
  return { translate, set: (on: boolean) => (isSet = on) };
}

describe('when translation throws', () => {
  it('proxies keep what they have, the log hears of it, and the next change may mend it', async () => {
    const { translate, set } = createTrap();
    const lines: string[] = [];
    const error = (fields: object): void => void lines.push(String((fields as { err: unknown }).err));
    await using server = await startServer({ translate, logger: { ...silentLogger, error } });
    server.registry.apply(objects('a'));
    await server.settled();
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');

    set(true);
    server.registry.apply(objects('b'));
    const failure = await server.settled().catch((e: unknown) => e);
    expect(failure)
      .to.be.an.instanceOf(NotSettledError)
      .with.nested.property('cause.message', 'a mistake in the program');
    await proxy.expectQuiet('clusters');
    expect([...proxy.resources('clusters').keys()])
      .to.include(cluster('a'))
      .and.not.to.include(cluster('b'));
    expect(lines).to.deep.equal(['Error: a mistake in the program']);
    expect(server.resourcesFor('web-1')?.clusters.has(cluster('a'))).to.equal(true);

    set(false);
    server.registry.apply(objects('c'));
    await server.settled();
    expect([...proxy.resources('clusters').keys()]).to.include.members(
      ['a', 'b', 'c'].map((name) => cluster(name)),
    );
  });

  it('a proxy that comes meanwhile waits', async () => {
    const { translate, set } = createTrap();
    await using server = await startServer({ translate });
    set(true);
    // Of another family than those that were translated for at the start.
    const node = { id: 'web-1', metadata: { XDSIM_PORT_OFFSET: '1000' } };
    await using proxy = await connectXds(server.xdsAddress, node, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.expectQuiet('clusters');
    set(false);
    server.registry.apply(objects('a'));
    expect([...(await proxy.next('clusters')).resources.keys()]).to.include(cluster('a'));
  });
});
