/**
 * A secret, as files of PEM. They are read again when they change; proxies that asked for it get what they hold then.
 *
 * A certificate is served under the name itself, an authority under `NAME-cacert`, and under the name itself as well if there
 * is no certificate: as Istio has them in one Secret of Kubernetes.
 */
export interface SecretFiles {
  /** What proxies ask for, and what a DestinationRule's `credentialName` says. */
  readonly name: string;
  /** A certificate, with those between it and its authority. */
  readonly certificateChain?: string;
  /** The key of the certificate. */
  readonly privateKey?: string;
  /** The authorities that the other end's certificate may be of. */
  readonly trustedCa?: string;
  /** What these authorities have revoked. */
  readonly crl?: string;
}

/** @throws TypeError when something about the names of the files makes no sense; the files are not looked at */
export function checkSecretFiles(secrets: readonly SecretFiles[]): void {
  const names = new Set<string>();
  for (const { name, certificateChain, privateKey, trustedCa, crl } of secrets) {
    if (!name) throw new TypeError('a secret needs a name');
    if (names.has(name)) throw new TypeError(`two secrets have the name ${name}`);
    names.add(name);
    if ((certificateChain === undefined) !== (privateKey === undefined))
      throw new TypeError(`secret ${name}: certificateChain and privateKey belong together`);
    if (certificateChain === undefined && trustedCa === undefined)
      throw new TypeError(
        `secret ${name} needs certificateChain and privateKey, or trustedCa, or all of them`,
      );
    if (crl !== undefined && trustedCa === undefined)
      throw new TypeError(`secret ${name}: crl says what trustedCa revoked, which is missing`);
  }
}

/** All files of some secrets. */
export const filesOf = (secrets: readonly SecretFiles[]): readonly string[] =>
  secrets.flatMap(({ certificateChain, privateKey, trustedCa, crl }) =>
    [certificateChain, privateKey, trustedCa, crl].filter((file) => file !== undefined),
  );
