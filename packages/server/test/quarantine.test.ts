import { diagnostic } from '@xdsim/api';
import { resource, resourceTypes, VersionedMap, type Resource, type ResourceSet } from '@xdsim/envoy';
import { expect } from 'chai';
import { Quarantine } from '../src/proxies/quarantine.js';

const cluster = (name: string, seconds: number): Resource =>
  resource('clusters', { name, connect_timeout: `${seconds}s` });

const holding = (...clusters: readonly Resource[]): ResourceSet => ({
  ...(Object.fromEntries(
    resourceTypes.map((type) => [type, VersionedMap.of<Resource>([])]),
  ) as unknown as ResourceSet),
  clusters: VersionedMap.of(clusters.map((one) => [one.name, one])) as unknown as ResourceSet['clusters'],
});

/** A proxy that accepted these. */
const quarantineOf = (...accepted: readonly Resource[]): Quarantine =>
  new Quarantine({
    accepted: (_, name) => accepted.find((one) => one.name === name),
    kept: () => undefined,
    mayHoldOlder: () => false,
  });

const rejects = (quarantine: Quarantine, { name, version }: Resource): void =>
  quarantine.reject({
    type: 'clusters',
    name,
    version,
    generation: 1,
    message: 'no',
    diagnostic: diagnostic('XDS0601', { message: 'no' }),
  });

describe('the quarantine of a proxy', () => {
  it('gives what others are given, byte for byte, to all who rejected the same: their work is done once', () => {
    const [before, bad] = [cluster('b', 1), cluster('b', 2)];
    const published = holding(cluster('a', 1), bad);
    const all = Array.from({ length: 100 }, () => quarantineOf(before));
    for (const one of all) rejects(one, bad);
    const contents = new Set(all.map((one) => one.admit(published).clusters));
    expect(contents.size).to.equal(1);
    const [content] = contents;
    expect([...content!.values()].map(({ version }) => version)).to.deep.equal([
      cluster('a', 1).version,
      before.version,
    ]);
  });

  it('is told apart by what is given instead', () => {
    const bad = cluster('b', 2);
    const published = holding(cluster('a', 1), bad);
    const [one, other] = [quarantineOf(cluster('b', 1)), quarantineOf()];
    rejects(one, bad);
    rejects(other, bad);
    expect([...one.admit(published).clusters.keys()]).to.deep.equal(['a', 'b']);
    expect([...other.admit(published).clusters.keys()]).to.deep.equal(['a']);
  });

  it('has an end, so that what a client rejects fills no memory', () => {
    const quarantine = quarantineOf();
    for (let i = 0; !quarantine.isFull; i++) {
      rejects(quarantine, cluster(`c${i}`, 1));
      expect(i).to.be.lessThan(20_000);
    }
  });
});
