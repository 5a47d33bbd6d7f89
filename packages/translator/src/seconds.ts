import { parseDuration } from '@xdsim/api';

/** Milliseconds as a duration of proto3 JSON: `0.500s`, `10s`. */
export function seconds(milliseconds: number): string {
  const whole = Math.trunc(milliseconds / 1000);
  const rest = milliseconds - whole * 1000;
  return rest === 0 ? `${whole}s` : `${(milliseconds / 1000).toFixed(rest === Math.trunc(rest) ? 3 : 9)}s`;
}

/** An Istio duration (`500ms`) as one of proto3 JSON; `undefined` for nothing. */
export const duration = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : seconds(parseDuration(text) ?? 0);
