/** Where `serve` listens for proxies unless told otherwise, and where `bootstrap` sends them. */
export const defaultXdsAddress = '127.0.0.1:18000';

/** Where `serve` has its admin pages unless told otherwise. */
export const defaultAdminAddress = '127.0.0.1:18001';
