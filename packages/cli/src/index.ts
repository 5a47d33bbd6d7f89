export { main } from './main.js';
export { exitStatus } from './exit-status.js';
