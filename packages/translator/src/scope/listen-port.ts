/** The annotation that gives a TCP service a local port of its own where several share one. */
export const LISTEN_PORT = 'xdsim.dev/listen-port';
