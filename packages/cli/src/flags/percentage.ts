import { InvalidArgumentError } from 'commander';

/** Reads `50%` as a share. */
export function percentage(text: string): number {
  const [, number] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  const share = Number(number) / 100;
  if (!(share <= 1)) throw new InvalidArgumentError('Write a percentage, as in 50%.');
  return share;
}
