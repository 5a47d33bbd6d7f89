import { fromJson } from '@xdsim/envoy';
import { expect } from 'chai';
import { parse } from 'yaml';
import { runXdsim } from './run-xdsim.js';

const bootstrapOf = (text: string) => fromJson('envoy.config.bootstrap.v3.Bootstrap', JSON.parse(text));

describe('xdsim bootstrap', () => {
  // Envoy takes a file without an extension, such as that of `envoy -c <(xdsim bootstrap …)`, for JSON.
  it('prints a valid Envoy bootstrap as JSON', async () => {
    const { status, stdout, stderr } = await runXdsim(['bootstrap', '--id', 'web-1']);
    expect(bootstrapOf(stdout).node?.id).to.equal('web-1');
    expect(stdout).to.contain('"port_value": 18000');
    expect(bootstrapOf(stdout)).not.to.have.property('admin');
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
  });

  it('prints the same as YAML', async () => {
    const [json, yaml] = await Promise.all([
      runXdsim(['bootstrap', '--id', 'web-1']),
      runXdsim(['bootstrap', '--id', 'web-1', '-o', 'yaml']),
    ]);
    expect(parse(yaml.stdout)).to.deep.equal(JSON.parse(json.stdout));
  });

  it('carries over what the flags say', async () => {
    const args =
      'bootstrap --id web-1 --xds-address [::1]:19000 --admin-address 127.0.0.1:9901 --namespace shop --label app=web ' +
      '--label note=a=b --locality eu/eu-1/a --ip 10.0.0.1 --interception redirect --port-offset 8000 --delta';
    const { stdout } = await runXdsim(args.split(' '));
    const { node, admin, dynamic_resources } = bootstrapOf(stdout);
    expect(node?.metadata).to.deep.include({
      NAMESPACE: 'shop',
      LABELS: { app: 'web', note: 'a=b' },
      INSTANCE_IPS: '10.0.0.1',
      INTERCEPTION_MODE: 'REDIRECT',
      XDSIM_PORT_OFFSET: 8000,
    });
    expect(node?.locality).to.deep.equal({ region: 'eu', zone: 'eu-1', sub_zone: 'a' });
    expect(admin?.address).to.deep.equal({ socket_address: { address: '127.0.0.1', port_value: 9901 } });
    expect(dynamic_resources?.ads_config?.api_type).to.equal('DELTA_GRPC');
    expect(stdout).to.contain('"address": "::1"').and.to.contain('"port_value": 19000');
  });

  it('speaks TLS when it is told whom to trust', async () => {
    const flags = [
      '--tls-ca',
      '/ca.pem',
      '--tls-cert',
      '/c.pem',
      '--tls-key',
      '/k.pem',
      '--tls-server-name',
      'xds',
    ];
    const { stdout } = await runXdsim(['bootstrap', '--id', 'web-1', ...flags]);
    bootstrapOf(stdout);
    for (const part of ['/ca.pem', '/c.pem', '/k.pem', '"sni": "xds"']) expect(stdout).to.contain(part);
  });
});
