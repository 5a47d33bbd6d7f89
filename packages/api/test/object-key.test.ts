import { expect } from 'chai';
import { keyOf, nameOf, objectKey } from '../src/index.js';
import { object, yaml } from './objects.js';

const vm = object(yaml('WorkloadEntry', '{address: 10.0.0.1}', 'name: vm, namespace: web'));

describe('object keys', () => {
  it('are equal for an object and for its key', () => {
    expect(objectKey(vm)).to.deep.equal({ kind: 'WorkloadEntry', namespace: 'web', name: 'vm' });
    expect(keyOf(vm))
      .to.equal('WorkloadEntry/web/vm')
      .and.to.equal(keyOf(objectKey(vm)));
  });

  it('have a form for people', () => {
    expect(nameOf(vm))
      .to.equal('WorkloadEntry web/vm')
      .and.to.equal(nameOf(objectKey(vm)));
  });

  it('have no namespace where the object has none', () => {
    const namespace = object('apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n');
    expect(objectKey(namespace)).to.deep.equal({ kind: 'Namespace', namespace: '', name: 'web' });
    expect(keyOf(namespace)).to.equal('Namespace/web');
    expect(nameOf(namespace)).to.equal('Namespace web');
  });
});
