import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decode, encode } from '@xdsim/envoy';
import { findEnvoy, selfSignedCertificate, startEnvoy } from '@xdsim/testkit';
import { proxyFromNode } from '@xdsim/translator';
import { expect } from 'chai';
import { bootstrap, type BootstrapOptions, createServer } from '../src/index.js';
import { createFolder } from './folder.js';

const least: BootstrapOptions = { id: 'web-1', xdsAddress: '127.0.0.1:18000' };

const most: BootstrapOptions = {
  id: 'web-1',
  xdsAddress: 'xds.example:18000',
  adminAddress: '127.0.0.1:9901',
  namespace: 'shop',
  labels: { app: 'web', version: 'v1' },
  locality: { region: 'r', zone: 'z', sub_zone: 's' },
  ipAddresses: ['10.0.0.1', '10.0.0.2'],
  interception: 'redirect',
  portOffset: 8000,
  protocol: 'delta',
  cluster: 'web',
  metadata: { CLUSTER_ID: 'here' },
};

describe('a bootstrap', () => {
  it('makes a node that the server reads as it was meant', () => {
    expect(proxyFromNode(bootstrap(most).node!)).to.deep.include({
      id: 'web-1',
      namespace: 'shop',
      labels: { app: 'web', version: 'v1' },
      locality: { region: 'r', zone: 'z', sub_zone: 's' },
      ipAddresses: ['10.0.0.1', '10.0.0.2'],
      interception: 'redirect',
      portOffset: 8000,
    });
    expect(proxyFromNode(bootstrap(least).node!)).to.deep.include({ namespace: 'default', labels: {} });
  });

  it('says which protocol', () => {
    const api = (protocol: 'sotw' | 'delta') =>
      bootstrap({ ...least, protocol }).dynamic_resources?.ads_config?.api_type;
    expect([api('sotw'), api('delta')]).to.deep.equal(['GRPC', 'DELTA_GRPC']);
  });

  it('resolves a server that has a name, and only that', () => {
    const resolved = (xdsAddress: string) => {
      const cluster = bootstrap({ ...least, xdsAddress }).static_resources?.clusters?.[0];
      return [cluster?.type, cluster?.dns_lookup_family];
    };
    expect(resolved('127.0.0.1:1')).to.deep.equal(['STATIC', undefined]);
    expect(resolved('[::1]:1')).to.deep.equal(['STATIC', undefined]);
    expect(resolved('localhost:1')).to.deep.equal(['LOGICAL_DNS', 'ALL']);
  });

  // A resolver says both of localhost, whatever the hosts file says; a server may listen on either.
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    it(`of localhost leads to a server that listens on ${host}`, async () => {
      await using server = await createServer({ xdsAddress: `${host}:0`, adminAddress: '127.0.0.1:0' });
      const port = server.xdsAddress.replace(/^.*:/, '');
      const made = bootstrap({ id: 'web-1', xdsAddress: `localhost:${port}` });
      await using envoy = await startEnvoy({ bootstrap: made });
      await envoy.until(() => server.proxies().some(({ id }) => id === 'web-1'));
    });
  }

  it('has admin pages only where they are wanted', () => {
    expect(bootstrap(least)).not.to.have.property('admin');
    expect(bootstrap(most).admin?.address?.socket_address).to.deep.equal({
      address: '127.0.0.1',
      port_value: 9901,
    });
  });

  it('allows what Istio’s proxies allow, and can be changed while Envoy runs', () => {
    const [istio, admin] = bootstrap(least).layered_runtime?.layers ?? [];
    expect(istio?.static_layer).to.have.property('re2.max_program_size.error_level', 32_768);
    expect(admin).to.have.property('admin_layer');
  });

  it('refuses an id that no proxy can go by', () => {
    for (const id of ['', ' ', 'web\u001b[2J', 'a\nb']) {
      expect(() => bootstrap({ ...least, id }), id).to.throw(RangeError, 'a node id');
    }
  });

  it('refuses an address that is none', () => {
    expect(() => bootstrap({ ...least, xdsAddress: 'nowhere' })).to.throw(RangeError, 'HOST:PORT');
  });

  for (const [name, options] of Object.entries({ least, most }))
    it(`is one that Envoy's own messages can hold: ${name}`, () => {
      const message = bootstrap(options);
      const bytes = encode('envoy.config.bootstrap.v3.Bootstrap', message);
      expect(decode('envoy.config.bootstrap.v3.Bootstrap', bytes)).to.deep.equal(message);
    });

  it('is accepted by Envoy, without a warning', async () => {
    await using folder = await createFolder();
    const { cert, key } = selfSignedCertificate({ commonName: 'xdsim', hosts: ['xds.example'] });
    const caFile = await folder.write('ca.pem', cert);
    const keyFile = await folder.write('key.pem', key);
    const tls = { caFile, certFile: caFile, keyFile };
    const { path } = await findEnvoy();
    for (const options of [least, most, { ...most, tls }]) {
      const file = await folder.write('envoy.json', JSON.stringify(bootstrap(options)));
      const run = await promisify(execFile)(path, ['--mode', 'validate', '-c', file]);
      expect(run.stdout).to.contain('OK');
      expect(run.stderr).not.to.match(/\[(warning|error|critical)\]/);
    }
  });
});
