import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

export interface FreePortOptions {
  /** The address that the ports must be free on; `127.0.0.1` unless given. */
  readonly host?: string;
}

interface PortRange {
  readonly first: number;
  readonly last: number;
}

const ATTEMPTS = 100;
const FIRST_UNPRIVILEGED = 1024;
const LAST_PORT = 65_535;

/**
 * An offset such that each service port plus the offset is free: for a control plane that moves the listeners of several
 * services, so that several Envoys fit on one machine and none needs root.
 *
 * The ports lie outside the range from which the system gives ports to outgoing connections, so that none of those takes
 * a port before Envoy binds it.
 *
 * @throws RangeError when the service ports are no ports, or lie so far apart that no offset serves all
 * @throws Error when no offset is free
 *
 * @example
 * const portOffset = await freePortOffset([80, 443]);
 * const server = await createServer({ sources: [files('mesh')], translate: { portOffset } });
 */
export async function freePortOffset(
  servicePorts: readonly number[],
  { host = '127.0.0.1' }: FreePortOptions = {},
): Promise<number> {
  const wrong = servicePorts.find((port) => !Number.isInteger(port) || port < 1 || port > LAST_PORT);
  if (wrong !== undefined) throw new RangeError(`${wrong} is no port`);
  const offsets = possibleOffsets(servicePorts);
  if (offsets.length === 0)
    throw new RangeError(`no offset serves all of the ports ${servicePorts.join(', ')}`);

  // The first is chosen at random, so that test runs side by side seldom choose the same.
  const start = randomInt(offsets.length);
  for (let attempt = 0; attempt < Math.min(ATTEMPTS, offsets.length); attempt++) {
    const offset = offsets[(start + attempt) % offsets.length] ?? 0;
    const moved = servicePorts.map((port) => port + offset);
    if (await areFree(moved, host)) return offset;
  }
  throw new Error(`no port offset is free for the ports ${servicePorts.join(', ')} on ${host}`);
}

function possibleOffsets(servicePorts: readonly number[]): readonly number[] {
  const ephemeral = ephemeralPorts();
  const offsets: number[] = [];
  for (let offset = 1; offset <= LAST_PORT - Math.max(1, ...servicePorts); offset++) {
    const serves = servicePorts.every((port) => {
      const moved = port + offset;
      return moved >= FIRST_UNPRIVILEGED && (moved < ephemeral.first || moved > ephemeral.last);
    });
    if (serves) offsets.push(offset);
  }
  return offsets;
}

function ephemeralPorts(): PortRange {
  // IANA: 49152 to 65535; macOS and Windows follow it, Linux tells its own range.
  if (process.platform !== 'linux') return { first: 49_152, last: LAST_PORT };
  const text = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8');
  const [first = 32_768, last = 60_999] = text.trim().split(/\s+/).map(Number);
  return { first, last };
}

/** All are held at once: a port that is asked for twice is not free twice. */
async function areFree(ports: readonly number[], host: string): Promise<boolean> {
  const servers = ports.map(() => createServer());
  const bound = await Promise.all(
    servers.map(
      (server, index) =>
        new Promise<boolean>((resolve) => {
          server.on('error', () => resolve(false));
          server.listen({ host, port: ports[index], exclusive: true }, () => resolve(true));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return bound.every(Boolean);
}
