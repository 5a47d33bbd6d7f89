import { bool, type Infer, list, map, message, string, uint32 } from '../schema/schema.js';

export const stringMatch = message(
  { exact: string, prefix: string, /** RE2, matched against the whole value. */ regex: string },
  { oneOf: [['exact', 'prefix', 'regex']] },
);

/** Conditions on an HTTP request; all that are given must hold. */
export const httpMatch = message({
  name: string,
  uri: stringMatch,
  scheme: stringMatch,
  method: stringMatch,
  authority: stringMatch,
  headers: map(stringMatch),
  port: uint32,
  sourceLabels: map(string),
  gateways: list(string),
  queryParams: map(stringMatch),
  ignoreUriCase: bool,
  withoutHeaders: map(stringMatch),
  sourceNamespace: string,
  statPrefix: string,
});

export interface StringMatch extends Infer<typeof stringMatch> {}
export interface HttpMatch extends Infer<typeof httpMatch> {}
