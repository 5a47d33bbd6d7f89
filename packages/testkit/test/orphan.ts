// Started by a test, which kills it: does the Envoy that it runs end as well?
import { dirname } from 'node:path';
import { startEnvoy } from '../src/index.js';
import { staticBootstrap } from './static-bootstrap.js';

const envoy = await startEnvoy({ bootstrap: staticBootstrap({ host: '127.0.0.1', port: 1 }) });
const info = await envoy.getJson<{ command_line_options: { config_path: string } }>('/server_info');
console.log(JSON.stringify({ pid: envoy.pid, folder: dirname(info.command_line_options.config_path) }));
