import { expect } from 'chai';
import { parse } from '@xdsim/api';

const workload = (kind: string, spec: unknown, namespace?: string): string =>
  JSON.stringify({ apiVersion: 'apps/v1', kind, metadata: { name: 'web', namespace }, spec });

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app' }] } };

describe('the templates of pods', () => {
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout']) {
    it(`are read from a ${kind}, which is skipped as before`, () => {
      const { templates, diagnostics, objects } = parse(workload(kind, { template }));
      expect(templates).to.deep.equal([{ kind, name: 'web', namespace: 'default', labels: { app: 'web' } }]);
      expect(diagnostics.map(({ code }) => code)).to.deep.equal(['XDS0205']);
      expect(objects).to.deep.equal([]);
    });
  }

  it('are read from a CronJob', () => {
    const { templates } = parse(workload('CronJob', { jobTemplate: { spec: { template } } }, 'shop'));
    expect(templates).to.deep.equal([
      { kind: 'CronJob', name: 'web', namespace: 'shop', labels: { app: 'web' } },
    ]);
  });

  it('are of the namespace that objects have which name none', () => {
    const { templates } = parse(workload('Deployment', { template }), { namespace: 'shop' });
    expect(templates[0]?.namespace).to.equal('shop');
  });

  it('are followed through anchors', () => {
    const { templates } = parse(
      'x: &l { app: web }\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, labels: *l }\n' +
        'spec: { template: { metadata: { labels: *l }, spec: { containers: [] } } }',
    );
    expect(templates[0]?.labels).to.deep.equal({ app: 'web' });
  });

  for (const [title, spec] of [
    ['a template of something else', { template: { metadata: { labels: { a: 'b' } }, data: {} } }],
    ['labels that are no labels', { template: { ...template, metadata: { labels: [1] } } }],
    ['no template', { template: 'x' }],
    ['nothing', null],
  ] as const) {
    it(`are not found in ${title}, and nothing is said of it`, () => {
      const { templates, diagnostics } = parse(workload('Deployment', spec));
      expect(templates).to.deep.equal([]);
      expect(diagnostics.map(({ code }) => code)).to.deep.equal(['XDS0205']);
    });
  }
});
