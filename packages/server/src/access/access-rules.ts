/** Who may be what: proxies with this certificate may have these node ids, in these namespaces. */
export interface AccessRule {
  /**
   * A SPIFFE id, or the common name of a certificate that has none. Here and below `*` stands for any characters but `/`.
   */
  readonly identity: string;
  /** Any unless given. */
  readonly nodeIds?: readonly string[];
  /** Any unless given. */
  readonly namespaces?: readonly string[];
}

/** Who wants in, as what. */
export interface Claim {
  /** What the certificate says: its SPIFFE ids, or its common name. None without a certificate. */
  readonly identities: readonly string[];
  readonly nodeId: string;
  readonly namespace: string;
}

/** Compiles rules: whether a claim is covered by one of them. Without a rule that fits nobody gets in. */
export function accessRules(rules: readonly AccessRule[]): (claim: Claim) => boolean {
  const compiled = rules.map(({ identity, nodeIds = ['**'], namespaces = ['**'] }) => ({
    identity: pattern(identity),
    nodeIds: nodeIds.map(pattern),
    namespaces: namespaces.map(pattern),
  }));
  return ({ identities, nodeId, namespace }) =>
    compiled.some(
      (rule) =>
        identities.some((identity) => rule.identity.test(identity)) &&
        rule.nodeIds.some((one) => one.test(nodeId)) &&
        rule.namespaces.some((one) => one.test(namespace)),
    );
}

const anything = /^/;

function pattern(text: string): RegExp {
  if (text === '**') return anything;
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[^/]*')}$`);
}
