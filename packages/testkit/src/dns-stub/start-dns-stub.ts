import { bind } from './bind.js';
import { createDnsTable, normalName } from './dns-table.js';
import { FORMAT_ERROR, readQuestion, writeAnswer } from './message.js';
import { serveTcp } from './serve-tcp.js';

export interface DnsStubOptions {
  /** How long resolvers may keep an answer, in seconds; 1 unless given. */
  readonly ttlSeconds?: number;
  /** `127.0.0.1` unless given. */
  readonly host?: string;
  /** Any free one unless given. */
  readonly port?: number;
}

/** A DNS server with a table, until it is closed or disposed of. */
export interface DnsStub extends AsyncDisposable {
  /** `127.0.0.1:41234`, for UDP and TCP. */
  readonly address: string;
  readonly port: number;
  /**
   * What a name resolves to from now on: IPv4 and IPv6 addresses, or `undefined` for an unknown name. `*.example.com`
   * stands for every name below that has no entry of its own.
   */
  set(name: string, addresses: readonly string[] | undefined): void;
  /** How many queries it got so far; with a name, those for that name. */
  queries(name?: string): number;
  close(): Promise<void>;
}

/** RFC 1035: longer answers go over TCP. */
const MAX_UDP_LENGTH = 512;
const MAX_TCP_LENGTH = 65_535;

/**
 * Starts a DNS server that answers A and AAAA questions from a table, and NXDOMAIN for names that are not in it.
 *
 * @throws RangeError when an address is no IP address
 *
 * @example
 * await using dns = await startDnsStub({ 'api.example.com': ['127.0.0.1'] });
 * const server = await createServer({ translate: { dnsResolver: dns.address } });
 */
export async function startDnsStub(
  records: Readonly<Record<string, readonly string[]>> = {},
  { ttlSeconds = 1, host = '127.0.0.1', port: wanted = 0 }: DnsStubOptions = {},
): Promise<DnsStub> {
  const table = createDnsTable(records);
  const counts = new Map<string, number>();
  let total = 0;

  const answer = (message: Buffer, maxLength: number): Buffer | undefined => {
    const question = readQuestion(message);
    if (!question) return formatError(message);
    total++;
    counts.set(question.name, (counts.get(question.name) ?? 0) + 1);
    return writeAnswer(question, { ...table.look(question), ttlSeconds }, maxLength);
  };

  const { udp, tcp, port } = await bind(host, wanted);
  udp.on('message', (message, from) => {
    const reply = answer(message, MAX_UDP_LENGTH);
    // The asker may be gone: nothing hangs on that.
    if (reply) udp.send(reply, from.port, from.address, () => {});
  });
  const sockets = serveTcp(tcp, (message) => answer(message, MAX_TCP_LENGTH));

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closed ??= new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      tcp.close(() => udp.close(resolve));
    }));
  return {
    address: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    set: table.set,
    queries: (name) => (name === undefined ? total : (counts.get(normalName(name)) ?? 0)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What can't be read is answered as far as its number can; a reply is never answered, or two servers would talk forever. */
function formatError(message: Buffer): Buffer | undefined {
  if (message.length < 12 || message.readUInt16BE(2) & 0x8000) return undefined;
  const reply = Buffer.alloc(12);
  message.copy(reply, 0, 0, 2);
  reply.writeUInt16BE(0x8000 | FORMAT_ERROR, 2);
  return reply;
}
