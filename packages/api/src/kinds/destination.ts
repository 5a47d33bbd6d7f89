import { type Infer, message, required, string, uint32 } from '../schema/schema.js';

/** Where a route sends traffic: a host of the registry, optionally one subset and one port of it. */
export const destination = message({
  host: required(string),
  subset: string,
  port: message({ number: uint32 }),
});

export interface Destination extends Infer<typeof destination> {}
