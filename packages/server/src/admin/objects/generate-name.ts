import { randomInt } from 'node:crypto';

/** Kubernetes: no vowels, and nothing that looks like something else, so that no words come out. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

const RANDOM = 5;

/** Kubernetes: the whole fits into a DNS label. */
const LONGEST_PREFIX = 63 - RANDOM;

/** A name that begins with a prefix and that is free. */
export function generateName(prefix: string, isFree: (name: string) => boolean): string {
  const head = prefix.slice(0, LONGEST_PREFIX);
  for (;;) {
    const tail = Array.from({ length: RANDOM }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    if (isFree(head + tail)) return head + tail;
  }
}
