import type { Diagnostic } from '@xdsim/api';

/** Proxies that see the same reject the same: it is told once. */
export const uniqueDiagnostics = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map((one) => [`${one.object ?? ''} ${one.message}`, one])).values(),
];
