import type { EnvoyLog } from './envoy-log.js';

/** An Envoy that was started in this process, for those who show logs when a test fails. */
export interface NotedEnvoy {
  readonly id: string;
  readonly log: EnvoyLog;
  readonly ended: AbortSignal;
}

const noted = new Set<NotedEnvoy>();

export function noteEnvoy(envoy: NotedEnvoy): void {
  noted.add(envoy);
}

/** Those that run, and those that have ended since they were last forgotten. */
export const notedEnvoys = (): ReadonlySet<NotedEnvoy> => noted;

export function forgetEndedEnvoys(): void {
  for (const envoy of noted) if (envoy.ended.aborted) noted.delete(envoy);
}
