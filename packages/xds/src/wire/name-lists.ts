import { decode } from '@xdsim/envoy';

/** Looks at so many bytes of a list to tell it from others at a glance. */
const SAMPLES = 64;

/** Lists of names by their encoding, as long as someone uses them. */
export class NameLists {
  readonly #lists = new Map<number, WeakRef<readonly string[]>>();
  readonly #bytes = new WeakMap<readonly string[], Uint8Array>();
  readonly #unused = new FinalizationRegistry<number>((key) => {
    if (!this.#lists.get(key)?.deref()) this.#lists.delete(key);
  });

  /**
   * @param bytes of the field `resource_names` of a DiscoveryRequest, each name with its tag
   * @throws DecodeError
   */
  of(bytes: Uint8Array): readonly string[] {
    const key = keyOf(bytes);
    const known = this.#lists.get(key)?.deref();
    if (known && Buffer.compare(this.#bytes.get(known)!, bytes) === 0) return known;
    const { resource_names: names = [] } = decode('envoy.service.discovery.v3.DiscoveryRequest', bytes);
    this.#bytes.set(names, Uint8Array.from(bytes));
    this.#lists.set(key, new WeakRef(names));
    this.#unused.register(names, key);
    return names;
  }
}

/** FNV-1a of a sample. Lists that share a key only take each other's place. */
function keyOf(bytes: Uint8Array): number {
  let key = 0x811c9dc5 ^ bytes.length;
  const stride = Math.max(1, Math.floor(bytes.length / SAMPLES));
  for (let at = 0; at < bytes.length; at += stride) key = Math.imul(key ^ bytes[at]!, 0x01000193);
  return key;
}
