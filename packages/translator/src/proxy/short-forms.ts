/** Short forms under which a host of Kubernetes is known to a proxy of Kubernetes (Istio). */
function kubernetesForms(hostname: string, proxyDomain: string): readonly string[] {
  const end = hostname.indexOf('.svc.');
  const dot = hostname.indexOf('.');
  const suffix = proxyDomain.slice(proxyDomain.indexOf('.svc.'));
  if (end <= 0 || dot + 1 > end || !hostname.endsWith(suffix)) return [];
  const [name, withNamespace] = [hostname.slice(0, dot), hostname.slice(0, end)];
  const sameNamespace = hostname.slice(dot + 1, end) === proxyDomain.slice(0, proxyDomain.indexOf('.svc.'));
  return sameNamespace
    ? [name, `${withNamespace}.svc`, withNamespace]
    : [withNamespace, `${withNamespace}.svc`];
}

/** Short forms that a proxy of any other DNS domain shares a suffix with (Istio). */
function sharedSuffixForms(hostname: string, proxyDomain: string): readonly string[] {
  const [host, domain] = [hostname.split('.'), proxyDomain.split('.')];
  let shared = 0;
  while (
    shared < Math.min(host.length, domain.length) &&
    host[host.length - 1 - shared] === domain[domain.length - 1 - shared]
  ) {
    shared++;
  }
  const unique = host.slice(0, host.length - shared);
  if (shared === 0 || unique.length === 0) return [];
  const name = unique.join('.');
  return unique.length === 2 ? [name, `${name}.${host[host.length - shared]}`] : [name];
}

/** The other names by which a proxy of some DNS domain may mean a host (Istio). */
export const shortForms = (hostname: string, proxyDomain: string): readonly string[] =>
  proxyDomain.includes('.svc.')
    ? kubernetesForms(hostname, proxyDomain)
    : sharedSuffixForms(hostname, proxyDomain);
