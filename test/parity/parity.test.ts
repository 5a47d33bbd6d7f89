import { expect } from 'chai';
import fc from 'fast-check';
import { readCases } from './case-file.js';
import { compare } from './compare/compare.js';
import { canonical, differences } from './compare/differences.js';
import { comparedKinds, knownFields, usedFields } from './fields.js';
import { arbitraryMesh } from './mesh/arbitrary-mesh.js';
import { isValid } from './mesh/is-valid.js';
import { shrink } from './shrink.js';
import { askXdsim } from './xdsim.js';

describe('parity with Istio', () => {
  describe('each recorded mesh is translated as Istio did', async () => {
    it('there are some', async () => {
      expect(await readCases()).not.to.be.empty;
    });

    it('all of them', async () => {
      const cases = await readCases();
      const different = cases.flatMap(({ name, mesh, istio }) => {
        const comparison = compare(istio, askXdsim(mesh));
        return comparison.differences.map((difference) => ({ name, ...difference }));
      });
      expect(different).to.deep.equal([]);
      console.log(`      checked ${cases.length} recorded meshes`);
    });
  });

  describe('what is compared', () => {
    it('is every field, except in the order of what Envoy reads as a set', () => {
      const route = (domains: readonly string[]) => canonical({ virtual_hosts: [{ name: 'a', domains }] });
      expect(differences(route(['a', 'b']), route(['b', 'a']))).to.deep.equal([]);
      expect(differences(route(['a', 'b']), route(['a', 'c']))).to.deep.equal([
        { path: '.virtual_hosts[a].domains[1]', istio: 'b', ours: 'c' },
      ]);
    });

    it('is also whether an object is accepted at all', () => {
      const { differences: found } = compare(
        { refused: [{ index: 0, reason: 'no hosts' }] },
        { refused: [], translations: [] },
      );
      expect(found).to.deep.equal([{ path: 'verdict[0]', istio: 'no hosts', ours: 'valid' }]);
    });
  });

  describe('random meshes', () => {
    const meshes = fc.sample(arbitraryMesh(true), { seed: 1, numRuns: 150 });
    const manifests = meshes.flatMap((mesh) => mesh.manifests);

    it('hold all kinds, and most of their fields', () => {
      const kinds = new Set(manifests.map(({ kind }) => kind));
      expect(kinds).to.include.all.keys(...comparedKinds, 'Service', 'EndpointSlice', 'Pod');
      const used = new Set(manifests.flatMap(usedFields));
      expect(used.size / knownFields.size).to.be.greaterThan(0.7);
    });

    it('are mostly valid, but not only', () => {
      const valid = manifests.filter(isValid).length;
      expect(valid / manifests.length).to.be.within(0.7, 0.999);
    });

    it('are made smaller as long as they still differ', async () => {
      const [mesh] = fc.sample(arbitraryMesh(false), { seed: 2, numRuns: 1 });
      const kept = mesh!.manifests[0]!;
      const holds = async ({ manifests: all }: typeof mesh & object) =>
        all.some(({ kind, metadata }) => kind === kept.kind && metadata.name === kept.metadata.name);
      const smallest = await shrink(mesh!, holds, 5_000);
      expect(smallest.manifests).to.have.length(1);
      expect(smallest.manifests[0]).to.have.all.keys('apiVersion', 'kind', 'metadata');
    });
  });
});
