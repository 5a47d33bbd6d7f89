import { isIP, isIPv4 } from 'node:net';
import {
  NAME_ERROR,
  NO_ERROR,
  NOT_IMPLEMENTED,
  TYPE_A,
  TYPE_AAAA,
  type DnsAnswer,
  type DnsQuestion,
} from './message.js';

/** Names and their addresses; names compare without regard to case and to a last dot. */
export interface DnsTable {
  set(name: string, addresses: readonly string[] | undefined): void;
  look(question: Pick<DnsQuestion, 'name' | 'type' | 'opcode'>): Pick<DnsAnswer, 'code' | 'addresses'>;
}

export const normalName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

export function createDnsTable(records: Readonly<Record<string, readonly string[]>>): DnsTable {
  const table = new Map<string, readonly string[]>();
  const set: DnsTable['set'] = (name, addresses) => {
    const wrong = addresses?.find((address) => !isIP(address));
    if (wrong !== undefined) throw new RangeError(`"${wrong}", for ${name}, is no IP address`);
    if (addresses) table.set(normalName(name), [...addresses]);
    else table.delete(normalName(name));
  };
  for (const [name, addresses] of Object.entries(records)) set(name, addresses);

  return {
    set,
    look({ name, type, opcode }) {
      if (opcode !== 0) return { code: NOT_IMPLEMENTED, addresses: [] };
      const known = table.get(name) ?? wildcard(table, name);
      if (!known) return { code: NAME_ERROR, addresses: [] };
      // A known name without addresses of that type is no error: there is just nothing to say.
      return {
        code: NO_ERROR,
        addresses: known.filter((address) => type === (isIPv4(address) ? TYPE_A : TYPE_AAAA)),
      };
    },
  };
}

/** The longest wildcard above the name. */
function wildcard(
  table: ReadonlyMap<string, readonly string[]>,
  name: string,
): readonly string[] | undefined {
  const labels = name.split('.');
  for (let cut = 1; cut < labels.length; cut++) {
    const found = table.get(`*.${labels.slice(cut).join('.')}`);
    if (found) return found;
  }
  return undefined;
}
