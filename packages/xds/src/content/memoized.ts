/** What is known of some first arguments. */
interface Known<R> {
  next?: WeakMap<object, Known<R>>;
  made?: { readonly result: R };
}

/**
 * Makes a function of immutable objects keep its results while all of its arguments live. Streams that stand alike have
 * their work done once and get the same object, with whatever is kept for that, down to the encoded bytes. Arguments are
 * told apart by identity.
 */
export function memoized<A extends readonly object[], R>(make: (...args: A) => R): (...args: A) => R {
  const root: Known<R> = {};
  return (...args) => {
    let known = root;
    for (const arg of args) {
      const next = (known.next ??= new WeakMap());
      let later = next.get(arg);
      if (!later) next.set(arg, (later = {}));
      known = later;
    }
    return (known.made ??= { result: make(...args) }).result;
  };
}
