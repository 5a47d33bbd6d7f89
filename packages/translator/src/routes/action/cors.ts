import type { CorsPolicy } from '@xdsim/api';
import { parseDuration } from '@xdsim/api';
import type { StringMatcher, TypedMessage } from '@xdsim/envoy';
import { stringMatcher } from '../match/string-match.js';
import { perHundred } from './percent.js';

const origins = ({ allowOrigins, allowOrigin = [] }: CorsPolicy): readonly StringMatcher[] =>
  allowOrigins?.length
    ? allowOrigins.flatMap((origin) => stringMatcher(origin) ?? [])
    : allowOrigin.map((exact) => ({ exact }));

const list = (values: readonly string[] | undefined): string => (values ?? []).join(',');

/** What Envoy's CORS filter lets pages of other origins do on a route. */
export function cors(written: CorsPolicy): TypedMessage {
  const { maxAge, allowCredentials, unmatchedPreflights } = written;
  return {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
    allow_origin_string_match: origins(written),
    allow_methods: list(written.allowMethods),
    allow_headers: list(written.allowHeaders),
    expose_headers: list(written.exposeHeaders),
    ...(maxAge === undefined ? {} : { max_age: String(Math.trunc((parseDuration(maxAge) ?? 0) / 1000)) }),
    ...(allowCredentials === undefined ? {} : { allow_credentials: allowCredentials }),
    filter_enabled: { default_value: perHundred(100) },
    forward_not_matching_preflights: unmatchedPreflights !== 'IGNORE',
  };
}
