/** The Service of Kubernetes that a host is of, whatever the cluster's domain. */
export interface KubernetesParts {
  readonly name: string;
  readonly namespace: string;
}

/** The parts of `name.namespace.svc.domain`; undefined for a host of another form. */
export function kubernetesParts(host: string): KubernetesParts | undefined {
  const [, name, namespace] = /^([^.*]+)\.([^.]+)\.svc\..+$/i.exec(host) ?? [];
  return name === undefined || namespace === undefined ? undefined : { name, namespace };
}
