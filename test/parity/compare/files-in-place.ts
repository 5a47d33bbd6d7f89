type Json = Readonly<Record<string, unknown>>;

interface Secret {
  readonly name: string;
}

const systemRoots = { filename: '/etc/ssl/certs/ca-certificates.crt' };

/** What stands for a secret of Istio's agent that is a file: `file-cert:CHAIN~KEY`, `file-root:FILE`, `file-root:system`. */
function context(of: Json): Json {
  const { tls_certificate_sds_secret_configs: pairs, combined_validation_context: combined, ...rest } = of;
  const certificates = ((pairs ?? []) as readonly Secret[]).map(({ name }) => {
    const [chain, key] = name.replace('file-cert:', '').split('~');
    return { certificate_chain: { filename: chain }, private_key: { filename: key } };
  });
  const { default_validation_context: own, validation_context_sds_secret_config: root } = (combined ??
    {}) as {
    readonly default_validation_context?: Json;
    readonly validation_context_sds_secret_config?: Secret;
  };
  const file = root?.name.replace('file-root:', '');
  return {
    ...rest,
    ...(certificates.length > 0 && { tls_certificates: certificates }),
    ...(combined !== undefined && {
      validation_context: {
        ...own,
        ...(file !== undefined && { trusted_ca: file === 'system' ? systemRoots : { filename: file } }),
      },
    }),
  };
}

/** Subject names as plain text matchers: Istio leaves out of which type they are. */
function names({ match_typed_subject_alt_names: typed, ...rest }: Json): Json {
  const matchers = (typed as readonly { readonly matcher: unknown }[] | undefined)?.map(
    ({ matcher }) => matcher,
  );
  const unique = matchers && [
    ...new Map(matchers.map((matcher) => [JSON.stringify(matcher), matcher])).values(),
  ];
  return { ...rest, ...(unique && { match_subject_alt_names: unique }) };
}

/** TLS contexts as a stock Envoy has them, without an agent that hands out files by SDS. */
export function filesInPlace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filesInPlace);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, v]) => [name, filesInPlace(v)]));
  const own = inner['common_tls_context'] as Json | undefined;
  return names(own ? { ...inner, common_tls_context: withNames(context(own)) } : inner);
}

const withNames = (of: Json): Json =>
  of['validation_context'] ? { ...of, validation_context: names(of['validation_context'] as Json) } : of;
