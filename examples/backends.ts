// Sample backends for trying the examples by hand, until Ctrl-C:
//
//   npx tsx examples/backends.ts http:v1:9001 failing:v2:9002 tcp:mysql:9306 tls:api.example.com:9443 dns:api.example.com:9053
//
// Each is KIND:NAME:PORT. http, tls and tcp say who they are; with tls the name is the certificate's as well. What is asked of
// failing gets 500. dns knows one name, *.example.com for all below, at 127.0.0.1; several with one port are one server.
//
//   /status/503   answers with that status
//   /delay/2000   answers after so many milliseconds
//   /attempt/2    answers 503 until Envoy tries for the second time
import { startDnsStub, startHttpBackend, startTcpBackend, startTlsBackend } from '@xdsim/testkit';
import type { DnsStub } from '@xdsim/testkit';

const stubs = new Map<number, DnsStub>();

const kinds: Readonly<Record<string, (name: string, port: number) => Promise<{ readonly address: string }>>> =
  {
    http: (name, port) => startHttpBackend({ name, port }),
    tls: (name, port) => startTlsBackend({ name, port, hosts: [name] }),
    tcp: (name, port) => startTcpBackend({ name, port }),
    async failing(name, port) {
      const backend = await startHttpBackend({ name, port });
      backend.answerWith(500);
      return backend;
    },
    async dns(name, port) {
      const stub = stubs.get(port) ?? (await startDnsStub({}, { port }));
      stubs.set(port, stub);
      stub.set(name, ['127.0.0.1']);
      return stub;
    },
  };

const words = process.argv.slice(2);
if (words.length === 0) words.push('');
for (const word of words) {
  const [, kind = '', name = '', port] = /^(\w+):(.+):(\d+)$/.exec(word) ?? [];
  const start = kinds[kind];
  if (!start) {
    console.error(`"${word}" is not KIND:NAME:PORT with a kind of ${Object.keys(kinds).join(', ')}`);
    process.exit(64);
  }
  const { address } = await start(name, Number(port));
  console.log(`${kind.padEnd(8)}${name} at ${address}`);
}
