import { decode } from '@xdsim/envoy';

/** Looks at so many bytes of a list to tell it from others at a glance. */
const SAMPLES = 64;

/** A list of names, and how it is encoded: each name with its tag. */
export interface NameList {
  readonly names: readonly string[];
  readonly bytes: Uint8Array;
}

/** Lists of names by their encoding, as long as someone uses them. */
class NameLists {
  readonly #lists = new Map<number, WeakRef<readonly string[]>>();
  readonly #bytes = new WeakMap<readonly string[], Uint8Array>();
  readonly #unused = new FinalizationRegistry<number>((key) => {
    if (!this.#lists.get(key)?.deref()) this.#lists.delete(key);
  });

  /**
   * @param bytes of the field `resource_names` of a DiscoveryRequest
   * @throws DecodeError
   */
  of(bytes: Uint8Array): readonly string[] {
    const key = keyOf(bytes, bytes.length);
    const known = this.#find(key);
    if (known && Buffer.compare(known.bytes, bytes) === 0) {
      this.#remember(headOf(bytes), known.names);
      return known.names;
    }
    const { resource_names: names = [] } = decode('envoy.service.discovery.v3.DiscoveryRequest', bytes);
    this.#bytes.set(names, Uint8Array.from(bytes));
    this.#remember(key, names);
    this.#remember(headOf(bytes), names);
    return names;
  }

  /** The list that begins here, if it is one that came lately; others may begin as it does. */
  at(request: Uint8Array, from: number): NameList | undefined {
    const known = this.#find(headOf(request.subarray(from)));
    const isHere =
      known && Buffer.compare(known.bytes, request.subarray(from, from + known.bytes.length)) === 0;
    return isHere ? known : undefined;
  }

  #find(key: number): NameList | undefined {
    const names = this.#lists.get(key)?.deref();
    return names && { names, bytes: this.#bytes.get(names)! };
  }

  #remember(key: number, names: readonly string[]): void {
    if (this.#lists.get(key)?.deref() === names) return;
    this.#lists.set(key, new WeakRef(names));
    this.#unused.register(names, key);
  }
}

export const nameLists = new NameLists();

/** Of lists that begin alike the last one is known. */
const headOf = (bytes: Uint8Array): number => keyOf(bytes.subarray(0, SAMPLES), 0);

/** FNV-1a of a sample. Lists that share a key only take each other's place. */
function keyOf(bytes: Uint8Array, seed: number): number {
  let key = 0x811c9dc5 ^ seed;
  const stride = Math.max(1, Math.floor(bytes.length / SAMPLES));
  for (let at = 0; at < bytes.length; at += stride) key = Math.imul(key ^ bytes[at]!, 0x01000193);
  return key;
}
