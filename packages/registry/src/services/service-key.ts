/** A service as the mesh knows it: all that goes by one host in one namespace. */
export interface ServiceKey {
  readonly namespace: string;
  readonly hostname: string;
}

export const serviceKey = ({ namespace, hostname }: ServiceKey): ServiceKey => ({ namespace, hostname });

/** The key as one string, for maps. */
export const serviceKeyOf = ({ namespace, hostname }: ServiceKey): string => `${namespace}/${hostname}`;
