/** Whether an IP address is of this machine alone; IPv4 may be written as IPv6. */
export const isLoopback = (ip: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(ip);
