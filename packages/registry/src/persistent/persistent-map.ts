interface Leaf<V> {
  readonly children: undefined;
  readonly hash: number;
  readonly key: string;
  readonly value: V;
  /** Another key of the same hash. */
  readonly next: Leaf<V> | undefined;
}

/** Up to 32 children, of which only the present ones (a bit each in `present`) take room. */
interface Branch<V> {
  readonly children: readonly Node<V>[];
  readonly present: number;
}

type Node<V> = Leaf<V> | Branch<V>;

const BITS = 5;

/** FNV-1a over UTF-16 code units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash;
}

function countBits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const bitAt = (hash: number, shift: number): number => 1 << ((hash >>> shift) & 31);
const indexOf = (present: number, bit: number): number => countBits(present & (bit - 1));

/** A branch that tells two nodes of different hashes apart, as deep as it takes. */
function fork<V>(a: Node<V>, aHash: number, b: Leaf<V>, shift: number): Branch<V> {
  const [aBit, bBit] = [bitAt(aHash, shift), bitAt(b.hash, shift)];
  if (aBit === bBit) return { present: aBit, children: [fork(a, aHash, b, shift + BITS)] };
  return { present: aBit | bBit, children: aBit >>> 0 < bBit >>> 0 ? [a, b] : [b, a] };
}

const without = <V>(leaf: Leaf<V> | undefined, key: string): Leaf<V> | undefined =>
  leaf && (leaf.key === key ? leaf.next : { ...leaf, next: without(leaf.next, key) });

const holds = <V>(leaf: Leaf<V> | undefined, key: string): boolean =>
  leaf !== undefined && (leaf.key === key || holds(leaf.next, key));

function put<V>(node: Node<V> | undefined, leaf: Leaf<V>, shift: number): Node<V> {
  if (!node) return leaf;
  if (!node.children) {
    if (node.hash !== leaf.hash) return fork(node, node.hash, leaf, shift);
    return { ...leaf, next: holds(node, leaf.key) ? without(node, leaf.key) : node };
  }
  const bit = bitAt(leaf.hash, shift);
  const index = indexOf(node.present, bit);
  const children = node.children.slice();
  if (node.present & bit) children[index] = put(children[index], leaf, shift + BITS);
  else children.splice(index, 0, leaf);
  return { present: node.present | bit, children };
}

function drop<V>(node: Node<V> | undefined, key: string, hash: number, shift: number): Node<V> | undefined {
  if (!node) return undefined;
  if (!node.children) return holds(node, key) ? without(node, key) : node;
  const bit = bitAt(hash, shift);
  if (!(node.present & bit)) return node;
  const index = indexOf(node.present, bit);
  const child = drop(node.children[index], key, hash, shift + BITS);
  if (child === node.children[index]) return node;
  const children = node.children.slice();
  if (child) children[index] = child;
  else children.splice(index, 1);
  const [only] = children;
  // A single leaf moves up, so that a map has one shape however it came about.
  if (children.length <= 1 && !only?.children) return only;
  return { present: child ? node.present : node.present & ~bit, children };
}

/** An immutable map from strings: a change copies the few nodes on its path and shares the others (a HAMT). */
export class PersistentMap<V> {
  readonly #root: Node<V> | undefined;

  private constructor(root: Node<V> | undefined) {
    this.#root = root;
  }

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(undefined);
  }

  get(key: string): V | undefined {
    const hash = hashOf(key);
    let node = this.#root;
    for (let shift = 0; node?.children; shift += BITS) {
      const bit = bitAt(hash, shift);
      node = node.present & bit ? node.children[indexOf(node.present, bit)] : undefined;
    }
    let leaf: Leaf<V> | undefined = node;
    while (leaf && leaf.key !== key) leaf = leaf.next;
    return leaf?.value;
  }

  set(key: string, value: V): PersistentMap<V> {
    const leaf = { children: undefined, hash: hashOf(key), key, value, next: undefined };
    return new PersistentMap(put(this.#root, leaf, 0));
  }

  delete(key: string): PersistentMap<V> {
    const root = drop(this.#root, key, hashOf(key), 0);
    return root === this.#root ? this : new PersistentMap(root);
  }
}
