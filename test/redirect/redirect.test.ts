import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { until } from '@xdsim/testkit';
import { expect } from 'chai';
import { root } from '../repository.js';
import { env, inNamespace, needNamespace } from './namespace.js';
import type { Mode, Observation } from './observe.js';

const known = {
  'HTTP for reviews': '200 reviews',
  'HTTP for ratings': '200 ratings',
  'TLS for pay': '200 pay.example.com',
  'TLS for login': '200 login.example.com',
  'TCP to the address of orders-db': 'orders-db',
  'TCP to the address of users-db': 'users-db',
};

const expected: Readonly<Record<Mode, Readonly<Record<string, string>>>> = {
  ALLOW_ANY: {
    ...known,
    'HTTP for an unknown host': '200 the world',
    'TLS for an unknown host': '200 the world',
    'TCP to an unknown address': 'the world',
    'TCP to an unknown port': 'the world',
  },
  REGISTRY_ONLY: {
    ...known,
    'HTTP for an unknown host': '502 nobody',
    'TLS for an unknown host': 'closed',
    'TCP to an unknown address': 'closed',
    'TCP to an unknown port': 'closed',
  },
};

/** Runs the observer in a namespace of its own. */
function startObserver(scratch: string) {
  const [command, ...args] = inNamespace(
    process.execPath,
    '--import',
    path.join(root, '.dev/typescript.mjs'),
    path.join(import.meta.dirname, 'observe.ts'),
    path.join(root, 'examples/matching'),
    scratch,
  );
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = text(child.stderr);
  const lines = createInterface(child.stdout);
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  return { lines, said, ended, kill: () => child.kill('SIGKILL') };
}

/** The processes in a network namespace. */
async function processesIn(namespace: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const theirs = await Promise.all(
    // A process may end while it is looked at.
    pids.map(async (pid) => [pid, await readlink(`/proc/${pid}/ns/net`).catch(() => '')] as const),
  );
  return theirs.filter(([, its]) => its === namespace).map(([pid]) => pid);
}

if (process.env['XDSIM_WITHOUT_NETNS'] === '1') {
  console.log('left out, as XDSIM_WITHOUT_NETNS says: the test of redirected traffic');
} else {
  describe('an Envoy to which iptables redirects all traffic, in a network namespace of its own', function () {
    this.timeout(60_000);
    let scratch = '';
    let observer: ReturnType<typeof startObserver> | undefined;
    let observations: readonly Observation[] = [];
    before(async () => {
      needNamespace();
      scratch = await mkdtemp(path.join(tmpdir(), 'redirect-'));
      observer = startObserver(scratch);
      const lines: string[] = [];
      observer.lines.on('line', (line) => lines.push(line));
      const [code] = await observer.ended;
      expect(code, await observer.said).to.equal(0);
      observations = lines.map((line) => JSON.parse(line) as Observation);
    });
    after(async () => {
      observer?.kill();
      await observer?.ended;
      if (scratch) await rm(scratch, { recursive: true });
    });

    const titles: Readonly<Record<Mode, string>> = {
      ALLOW_ANY:
        'routes by Host, SNI, or address and port, and forwards what it does not know to where it was sent',
      REGISTRY_ONLY:
        'routes by Host, SNI, or address and port, and drops what it does not know under REGISTRY_ONLY',
    };
    for (const protocol of ['sotw', 'delta'] as const) {
      for (const mode of ['ALLOW_ANY', 'REGISTRY_ONLY'] as const) {
        it(`${titles[mode]} (${protocol})`, () => {
          const seen = observations.find((o) => o.protocol === protocol && o.mode === mode);
          expect(seen?.answers).to.deep.equal(expected[mode]);
        });
      }
    }

    it('leaves no process and no namespace behind', async () => {
      const namespace = observations[0]?.namespace ?? '';
      expect(namespace).to.match(/^net:\[\d+\]$/);
      expect(namespace).not.to.equal(await readlink('/proc/self/ns/net'));
      await until(async () => (await processesIn(namespace)).length === 0, {
        what: 'the end of its processes',
      });
    });

    it('leaves none behind either when it is killed in the middle', async () => {
      observer = startObserver(scratch);
      const [line] = (await once(observer.lines, 'line')) as [string];
      const { namespace } = JSON.parse(line) as Observation;
      expect(await processesIn(namespace)).not.to.deep.equal([]);
      observer.kill();
      await observer.ended;
      await until(async () => (await processesIn(namespace)).length === 0, {
        what: 'the end of its processes',
      });
    });
  });
}
