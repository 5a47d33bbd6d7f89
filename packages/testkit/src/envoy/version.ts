/** The Envoy that is got when none is there. The only place where its version stands. */
export const envoyVersion = '1.40.0';
