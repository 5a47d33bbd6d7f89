import type { HttpRoute } from '../../kinds/http-route.js';
import type { Path } from '../../path.js';
import { checkDuration } from '../duration.js';
import type { Findings } from '../findings.js';
import { checkCorsPolicy } from './cors-policy.js';
import { checkHttpDestinations } from './destinations.js';
import { checkFault } from './fault.js';
import { checkAuthority, checkHeaders } from './headers.js';
import { checkHttpMatches } from './http-match.js';
import { checkMirrors } from './mirrors.js';
import { checkDirectResponse, checkRedirect } from './redirect.js';
import { checkRetries } from './retries.js';
import { checkRewrite } from './rewrite.js';

export function checkHttpRoute(findings: Findings, path: Path, route: HttpRoute, isDelegate: boolean): void {
  checkAction(findings, path, route, isDelegate);
  checkHttpMatches(findings, [...path, 'match'], route.match);
  checkHeaders(findings, [...path, 'headers'], route.headers);
  checkAuthority(findings, path, route);
  checkHttpDestinations(findings, [...path, 'route'], route.route);
  checkMirrors(findings, path, route);
  checkDuration(findings, [...path, 'timeout'], route.timeout);
  if (route.corsPolicy) checkCorsPolicy(findings, [...path, 'corsPolicy'], route.corsPolicy);
  if (route.fault) checkFault(findings, [...path, 'fault'], route.fault);
  if (route.retries) checkRetries(findings, [...path, 'retries'], route.retries);
  if (route.rewrite) checkRewrite(findings, [...path, 'rewrite'], route.rewrite);
  if (route.redirect) checkRedirect(findings, [...path, 'redirect'], route.redirect, route.match ?? []);
  if (route.directResponse) checkDirectResponse(findings, [...path, 'directResponse'], route.directResponse);
}

/** A rule has one of route, redirect, directResponse and delegate, and not all else goes with each. */
function checkAction(findings: Findings, path: Path, route: HttpRoute, isDelegate: boolean): void {
  const conflict = (action: string, names: readonly (keyof HttpRoute)[]) => {
    for (const name of names) {
      if (!isSet(route[name])) continue;
      const help = 'keep one of the two';
      findings.add([...path, name], 'XDS0363', `${name} and ${action} exclude each other in one rule`, help);
    }
  };
  if (route.delegate && isDelegate) {
    const help = 'delegation has one level: name the routes here';
    findings.add([...path, 'delegate'], 'XDS0362', 'a delegate cannot have a delegate of its own', help);
  } else if (route.delegate) {
    conflict('delegate', ['route', 'redirect']);
    return;
  }
  if (route.redirect) conflict('redirect', ['route', 'fault', 'rewrite', 'directResponse']);
  else if (route.directResponse) conflict('directResponse', ['route', 'fault', 'rewrite']);
  else if (!isSet(route.route)) {
    findings.add(
      path,
      'XDS0363',
      'this rule does not say what to do',
      'add route, redirect or directResponse',
    );
  }
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}
