import { expect } from 'chai';
import { diagnostic, parse, type Diagnostic } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { createFindings } from '../../src/findings/create-findings.js';

const lost = (name: string) =>
  parse(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name} }
spec: { hosts: [${name}.example.com], http: [{ route: [{ destination: { host: nowhere.example.com } }] }] }
`).objects;

describe('the findings of a server', () => {
  const start = () => {
    const registry = createRegistry();
    let known: readonly Diagnostic[] = [];
    const findings = createFindings({ snapshot: registry.snapshot, known: () => known, translate: {} });
    const codes = async () => (await findings.now()).diagnostics.map(({ code }) => code);
    return { registry, findings, codes, know: (one: Diagnostic) => (known = [one]) };
  };

  it('are looked for once for all who ask meanwhile, and afterwards', async () => {
    const { registry, findings } = start();
    registry.apply(lost('a'));
    const [one, two] = await Promise.all([findings.now(), findings.now()]);
    expect(one).to.equal(two);
    expect(await findings.now()).to.equal(one);
  });

  it('are those of the present generation, also while an earlier one is looked into', async () => {
    const { registry, findings, codes } = start();
    registry.apply(lost('a'));
    const before = findings.now();
    registry.apply(lost('b'));
    expect(await codes()).to.have.members(['XDS0701', 'XDS0701', 'XDS0703', 'XDS0703']);
    await before;
    registry.delete({ kind: 'VirtualService', namespace: 'default', name: 'b' });
    expect(await codes()).to.have.length(2);
  });

  it('have what is known of those who have connected since', async () => {
    const { codes, know } = start();
    expect(await codes()).to.deep.equal([]);
    know(diagnostic('XDS0501', { message: 'left out' }));
    expect(await codes()).to.deep.equal(['XDS0501']);
  });
});
