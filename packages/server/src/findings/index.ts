export { findings, finding, type FindingsOptions } from './findings.js';
export { defaultProxies } from './default-proxies.js';
