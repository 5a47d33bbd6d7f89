import type { Service, ServicePort } from '../services/service.js';

/** The ports of several services of one host, each number once. */
export const portsOf = (services: readonly Service[]): readonly ServicePort[] => [
  ...new Map(services.flatMap((service) => service.ports.map((port) => [port.number, port]))).values(),
];

export const hasPort = (services: readonly Service[], number: number): boolean =>
  services.some((service) => service.ports.some((port) => port.number === number));
