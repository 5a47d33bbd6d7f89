import { createServer, type Server } from '@xdsim/server';
import { until } from '@xdsim/testkit';
import { expect } from 'chai';
import { startWhoServer, type WhoServer } from '../../grpc-client/who-service.js';
import { installProgram, languages, type Program } from './install-program.js';
import { policies, rules } from './asked-for.js';
import { apply, endpoint, HOST, routes, rule, service, to } from './mesh.js';
import { startProgram, type GrpcProgram, type Tally } from './start-program.js';

const target = `${HOST}:8080`;
const roundRobin = '{ loadBalancer: { simple: ROUND_ROBIN } }';
const names = (seen: Tally): readonly string[] => Object.keys(seen).sort();

for (const language of languages)
  describe(`${language}, which nobody here wrote`, () => {
    let program: Program;
    let server: Server;
    let client: GrpcProgram;
    let one: WhoServer;
    let two: WhoServer;
    const options = { xdsAddress: '127.0.0.1:0', adminAddress: '127.0.0.1:0' };
    const both = () => service([endpoint(one, 'v1'), endpoint(two, 'v2')]);

    before(async function () {
      this.timeout(300_000);
      program = await installProgram(language);
    });
    beforeEach(async () => {
      [one, two, server] = await Promise.all([
        startWhoServer('one'),
        startWhoServer('two'),
        createServer(options),
      ]);
      client = startProgram(program, server.xdsAddress);
    });
    afterEach(async () => {
      await client[Symbol.asyncDispose]();
      await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose](), server.close()]);
    });

    /** All that was sent has arrived, and nothing of it was rejected. */
    async function accepted(): Promise<void> {
      await server.settled();
      const nacks = server.proxies().flatMap(({ status }) => status.types.flatMap(({ nack }) => nack ?? []));
      expect(nacks).to.deep.equal([]);
      expect(server.diagnostics()).to.deep.equal([]);
    }

    it('goes round the endpoints of a service, by each of its names', async () => {
      apply(server, both());
      for (const name of [target, 'cart:8080', 'cart.default:8080', 'cart.default.svc:8080'])
        expect(names(await client.ask({ target: name, count: 20 })), name).to.deep.equal(['one', 'two']);
      expect(Object.values(await client.talk({ target, count: 20 }))).to.deep.equal([1]);
      await accepted();
    });

    it('goes by weights and headers', async () => {
      const weighted = `{ destination: { host: ${HOST}, subset: v1 }, weight: 75 }, { destination: { host: ${HOST}, subset: v2 }, weight: 25 }`;
      apply(
        server,
        both() +
          rule(roundRobin) +
          routes(
            `{ match: [{ headers: { x-canary: { exact: 'yes' } } }], ${to('v2')} }`,
            `{ match: [{ headers: { x-canary: { exact: broken } } }], fault: { abort: { percentage: { value: 100 }, grpcStatus: RESOURCE_EXHAUSTED } }, ${to()} }`,
            `{ route: [${weighted}] }`,
          ),
      );
      const seen = await client.ask({ target, count: 1_000 });
      // A share of 25 % of 1,000 is seven points off in one run of three million.
      expect((seen['two'] ?? 0) / 1_000).to.be.closeTo(0.25, 0.07);
      expect(names(await client.ask({ target, count: 20, headers: { 'x-canary': 'yes' } }))).to.deep.equal([
        'two',
      ]);
      const [failure] = names(await client.ask({ target, headers: { 'x-canary': 'broken' } }));
      expect(failure).to.match(/^resource_?exhausted/i);
      await accepted();
    });

    it('stays with one endpoint for a hash', async () => {
      const hash = '{ loadBalancer: { consistentHash: { httpHeaderName: x-user } } }';
      apply(server, both() + rule(hash));
      const chosen = new Set<string>();
      for (let user = 0; user < 20; user++) {
        const [only, ...others] = names(
          await client.ask({ target, count: 5, headers: { 'x-user': `user-${user}` } }),
        );
        expect(others).to.deep.equal([]);
        chosen.add(only ?? '');
      }
      expect([...chosen].sort()).to.deep.equal(['one', 'two']);
      await accepted();
    });

    it('goes to another locality when there is nobody in its own', async () => {
      const failover = '{ outlierDetection: {}, loadBalancer: { localityLbSetting: { enabled: true } } }';
      const near = endpoint(one, 'v1', ', locality: eu/a');
      const far = endpoint(two, 'v2', ', locality: us/a');
      apply(server, service([near, far]) + rule(failover));
      expect(names(await client.ask({ target, count: 20 }))).to.deep.equal(['one']);
      await one[Symbol.asyncDispose]();
      await until(async () => (await client.ask({ target }))['two'] === 1, { what: 'the other locality' });
      await accepted();
    });

    it('rejects none of the policies that a rule may ask for', async () => {
      apply(server, both());
      for (const policy of policies) {
        apply(server, rule(policy));
        await server.settled();
        const seen = await client.ask({ target, count: 5, headers: { 'x-user': 'a' } });
        expect(names(seen).join(), policy).to.match(/^(one|two|one,two)$/);
        await accepted();
      }
    });

    it('rejects none of the rules that a VirtualService may have, and follows the next', async () => {
      apply(server, both() + rule(roundRobin));
      for (const line of rules) {
        apply(server, routes(line, `{ ${to('v1')} }`));
        await until(async () => (await client.ask({ target }))['one'] === 1, { what: line });
        await accepted();
        apply(server, routes(line, `{ ${to('v2')} }`));
        await until(async () => (await client.ask({ target }))['two'] === 1, { what: line });
        await accepted();
      }
    });

    it('takes endpoints that come twice, and with a socket', async () => {
      const socket = '{ address: unix:///run/cart.sock }';
      apply(server, service([endpoint(one, 'v1'), socket], HOST, 'addresses: [10.9.0.1, 10.9.0.2]'));
      expect(names(await client.ask({ target, count: 10 }))).to.deep.equal(['one']);
      await accepted();
    });

    it('follows endpoints that change, and a service that goes and comes back', async () => {
      apply(server, service([endpoint(one, 'v1')]));
      expect(names(await client.ask({ target, count: 5 }))).to.deep.equal(['one']);
      apply(server, service([endpoint(two, 'v1')]));
      await until(async () => (await client.ask({ target }))['two'] === 1, { what: 'the new endpoint' });
      server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'cart' });
      await until(async () => /unavailable/i.test(names(await client.ask({ target })).join()), {
        what: 'the end of the service',
      });
      apply(server, service([endpoint(two, 'v1')]));
      await until(async () => (await client.ask({ target }))['two'] === 1, { what: 'the service again' });
      await accepted();
    });

    it('loses no call while the server is restarted', async () => {
      const { xdsAddress } = server;
      apply(server, both());
      await client.ask({ target });
      const stop = await client.load(target);
      for (let restart = 0; restart < 3; restart++) {
        await server.close();
        server = await createServer({ ...options, xdsAddress });
        apply(server, both());
        await until(() => server.proxies().length > 0, { timeoutMs: 30_000, what: 'the client again' });
        await accepted();
      }
      apply(server, service([endpoint(two, 'v2')]));
      await until(async () => !('one' in (await client.ask({ target, count: 5 }))), { what: 'the change' });
      const seen = await stop();
      expect(names(seen)).to.deep.equal(['one', 'two']);
      const sent = Object.values(seen).reduce((sum, count) => sum + count, 0);
      console.log(`      sent ${sent} requests, 0 failed`);
    });

    it('serves when it is told to, and is called', async () => {
      const free = await startWhoServer('nobody');
      await free[Symbol.asyncDispose]();
      await client.serve(`127.0.0.1:${free.port}`, 'itself');
      apply(server, service([endpoint(free, 'v1')], 'self.example.com'));
      await until(async () => (await client.ask({ target: 'self.example.com:8080' }))['itself'] === 1, {
        what: 'a server',
      });
      await accepted();
    });
  });
