import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The address at which the world outside of the mesh is, inside the namespace. */
export const world = '10.200.0.1';

/** As in a sidecar of Istio: what runs under this group is the proxy, whose traffic is not redirected. */
export const proxyGroup = '1337';

// Debian keeps these out of the PATH of ordinary users.
const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
export const env = { ...process.env, PATH: folders.join(path.delimiter) };

/** What is needed to have a network namespace, and the Debian package that it comes from. */
const programs = { unshare: 'util-linux', setpriv: 'util-linux', ip: 'iproute2', iptables: 'iptables' };

/**
 * Says what is missing for a network namespace, and how to get it.
 *
 * @throws Error unless everything is there
 */
export function needNamespace(): void {
  const missing = Object.entries(programs).filter(
    ([program]) => !folders.some((folder) => has(folder, program)),
  );
  const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
  const problems = [
    ...(process.platform === 'linux' ? [] : [`Linux, and this is ${process.platform}`]),
    ...(process.getuid?.() === 0 ? [] : ['root: run the tests as root, for example in a container']),
    ...(missing.length
      ? [`${missing.map(([program]) => program).join(', ')}: apt-get install -y ${packages}`]
      : []),
  ];
  if (problems.length === 0) return;
  throw new Error(
    ['The test of redirected traffic needs a network namespace of its own, and for that', ...problems].join(
      '\n  - ',
    ) + '\nXDSIM_WITHOUT_NETNS=1 leaves this test out on purpose.',
  );
}

function has(folder: string, program: string): boolean {
  try {
    accessSync(path.join(folder, program), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// One end of a pair of virtual cables is the world; everything else in IPv4 is reached through it. What leaves is redirected
// to Envoy, but for Envoy's own traffic and for loopback: Istio's rules, as far as they concern what leaves.
const prepare = `
set -e
ip link set lo up
ip link add world0 type veth peer name world1
ip address add ${world}/24 dev world0
ip link set world0 up
ip link set world1 up
ip route add default dev world0
iptables -t nat -A OUTPUT -p tcp -m owner --gid-owner ${proxyGroup} -j RETURN
iptables -t nat -A OUTPUT -p tcp -d 127.0.0.0/8 -j RETURN
iptables -t nat -A OUTPUT -p tcp -j REDIRECT --to-ports 15001
exec "$@"
`;

/**
 * The command that runs a program in a network namespace of its own. The namespace has no name: it is gone, with all that is
 * in it, when the last of its processes is, however that ended.
 */
export const inNamespace = (...program: readonly string[]): readonly [string, ...string[]] => [
  'unshare',
  '--net',
  '--',
  'sh',
  '-c',
  prepare,
  'sh',
  ...program,
];
