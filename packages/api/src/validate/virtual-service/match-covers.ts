import type { HttpMatch, StringMatch } from '../../kinds/http-match.js';
import type { Layer4Match, TlsMatch } from '../../kinds/layer-4-route.js';
import type { Labels } from '../../object.js';
import { own } from '../../own.js';

type Match = HttpMatch | TlsMatch | Layer4Match;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const isAnything = ({ exact, prefix, regex }: StringMatch): boolean =>
  exact === undefined && !prefix && (regex === undefined || regex === '.*' || regex === '*');

/** Whether each text that a condition takes is taken by another as well; regular expressions are only compared. */
function textCovers(wide: StringMatch, narrow: StringMatch, ignoreCase = false): boolean {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const start = narrow.exact ?? narrow.prefix;
  if (wide.prefix !== undefined && start !== undefined) return fold(start).startsWith(fold(wide.prefix));
  if (wide.exact !== undefined && narrow.exact !== undefined) return fold(wide.exact) === fold(narrow.exact);
  return same(wide, narrow) && wide.regex !== undefined;
}

/** Every text is taken by an absent condition; on a map's key, an empty one asks for the key to be there. */
const optionalCovers = (wide: StringMatch | undefined, narrow: StringMatch | undefined): boolean =>
  !wide || isAnything(wide) || (narrow !== undefined && textCovers(wide, narrow));

type Conditions = Readonly<Record<string, StringMatch>>;

const mapCovers = (wide: Conditions = {}, narrow: Conditions = {}): boolean =>
  Object.entries(wide).every(([key, condition]) => {
    const other = own(narrow, key);
    return other !== undefined && (isAnything(condition) || textCovers(condition, other));
  });

const labelsCover = (wide: Labels = {}, narrow: Labels = {}): boolean =>
  Object.entries(wide).every(([key, value]) => narrow[key] === value);

function clientsCover(wide: Match, narrow: Match): boolean {
  const asksClient = Boolean(wide.sourceNamespace) || Object.keys(wide.sourceLabels ?? {}).length > 0;
  // Istio: with gateways, labels and namespace of the client are not looked at.
  if (asksClient && narrow.gateways?.length) return false;
  return (
    (!wide.port || wide.port === narrow.port) &&
    (!wide.sourceNamespace || wide.sourceNamespace === narrow.sourceNamespace) &&
    labelsCover(wide.sourceLabels, narrow.sourceLabels) &&
    (!wide.gateways?.length ||
      (narrow.gateways?.length ? narrow.gateways.every((g) => wide.gateways?.includes(g)) : false))
  );
}

/** Whether a request that meets one HTTP match always meets another; `false` when in doubt. */
export function httpMatchCovers(wide: HttpMatch, narrow: HttpMatch): boolean {
  const { uri } = wide;
  const isFolded = wide.ignoreUriCase ?? false;
  const uriCovers =
    !uri ||
    uri.prefix === '/' ||
    isAnything(uri) ||
    (narrow.uri !== undefined &&
      (isFolded || !narrow.ignoreUriCase) &&
      textCovers(uri, narrow.uri, isFolded));
  return (
    uriCovers &&
    clientsCover(wide, narrow) &&
    optionalCovers(wide.scheme, narrow.scheme) &&
    optionalCovers(wide.method, narrow.method) &&
    optionalCovers(wide.authority, narrow.authority) &&
    mapCovers(wide.headers, narrow.headers) &&
    mapCovers(wide.queryParams, narrow.queryParams) &&
    Object.entries(wide.withoutHeaders ?? {}).every(([key, condition]) =>
      same(condition, own(narrow.withoutHeaders, key)),
    )
  );
}

const subnetsCover = (wide: readonly string[] = [], narrow: readonly string[] = []): boolean =>
  wide.length === 0 || (narrow.length > 0 && narrow.every((subnet) => wide.includes(subnet)));

/** Envoy: the most specific server name wins, whatever the order, so only an equal one hides another. */
export const tlsMatchCovers = (wide: TlsMatch, narrow: TlsMatch): boolean =>
  narrow.sniHosts.every((host) => wide.sniHosts.includes(host)) &&
  clientsCover(wide, narrow) &&
  subnetsCover(wide.destinationSubnets, narrow.destinationSubnets);

export const tcpMatchCovers = (wide: Layer4Match, narrow: Layer4Match): boolean =>
  clientsCover(wide, narrow) && subnetsCover(wide.destinationSubnets, narrow.destinationSubnets);
