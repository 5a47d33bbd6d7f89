import { once } from 'node:events';
import {
  Client,
  credentials,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import type { Response } from '@xdsim/xds';
import { expect } from 'chai';
import { sendShared } from '../../src/calls/send-shared.js';

const same = (bytes: Buffer): Buffer => bytes;
const path = '/xdsim.test/Stream';
const response: Response = { typeUrl: 'type', version: '1', nonce: 'n', resources: [], removed: [] };

/** What a client gets whose server answers with one response, encoded as these bytes. */
async function exchange(shared: Uint8Array, own: Uint8Array): Promise<Buffer> {
  const server = new Server({ interceptors: [sendShared(new Map([[path, () => ({ shared, own })]]))] });
  const definition: ServiceDefinition = {
    stream: {
      path,
      requestStream: true,
      responseStream: true,
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: () => {
        throw new Error('gRPC puts the response together itself');
      },
      responseDeserialize: same,
    },
  };
  server.addService(definition, {
    stream(call: ServerDuplexStream<Buffer, Response>) {
      call.on('data', () => call.write(response));
      call.on('end', () => call.end());
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  try {
    const call = client.makeBidiStreamRequest(path, same, same);
    call.write(Buffer.from('request'));
    const [message] = (await once(call, 'data')) as [Buffer];
    const ended = once(call, 'end');
    call.end();
    await ended;
    return message;
  } finally {
    client.close();
    server.forceShutdown();
  }
}

describe('responses', () => {
  for (const bytes of [0, 1, 4095, 4096, 300_000]) {
    it(`of ${bytes} shared bytes are sent as they are, past gRPC's own copies`, async () => {
      const shared = Uint8Array.from({ length: bytes }, (_, i) => i);
      const own = Buffer.from('of this stream alone');
      expect(await exchange(shared, own)).to.deep.equal(Buffer.concat([shared, own]));
    });
  }
});
