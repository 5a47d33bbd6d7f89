const units = [
  ['y', 365 * 86_400],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** How long ago a time was, as kubectl says it: `42s`, `3m20s`, `5h`; the second unit while it says something. */
export function age(time: string | null | undefined, now: number): string {
  if (!time) return '<unknown>';
  const seconds = Math.max(0, Math.floor((now - Date.parse(time)) / 1000));
  const at = Math.max(
    0,
    units.findIndex(([, size]) => seconds >= size * 2 || size === 1),
  );
  const [unit, size] = units[at]!;
  const whole = Math.floor(seconds / size);
  const [smaller, part] = units[at + 1] ?? ['', seconds + 1];
  const rest = Math.floor((seconds % size) / part);
  return whole < 8 && rest > 0 ? `${whole}${unit}${rest}${smaller}` : `${whole}${unit}`;
}
