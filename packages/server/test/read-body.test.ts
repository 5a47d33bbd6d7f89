import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { BodyRoom } from '../src/admin/http/body-room.js';
import { BODY_LIMIT, readBody } from '../src/admin/http/read-body.js';

const start = (room: BodyRoom) => {
  const request = new PassThrough({ highWaterMark: 2 * BODY_LIMIT });
  return { request, body: readBody(request as unknown as IncomingMessage, room) };
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a body', () => {
  it('that finds no room beside the others is not kept, and leaves its place to the next', async () => {
    const room = new BodyRoom(1_000);
    const [first, second] = [start(room), start(room)];
    first.request.write(Buffer.alloc(800));
    await turn();
    second.request.write(Buffer.alloc(100));
    await turn();
    second.request.write(Buffer.alloc(500));
    await turn();
    expect(room.take(200), 'what the second had is free again').to.equal(true);
    room.giveBack(200);
    second.request.end();
    expect(await second.body).to.equal('no-room');
    first.request.end('x');
    expect(await first.body).to.have.length(801);
    expect(room.take(1_000)).to.equal(true);
  });

  it('that breaks off leaves its place as well', async () => {
    const room = new BodyRoom(1_000);
    const { request, body } = start(room);
    request.write(Buffer.alloc(900));
    await turn();
    request.destroy(new Error('gone'));
    expect(await body.catch(String)).to.equal('Error: gone');
    expect(room.take(1_000)).to.equal(true);
  });

  it('that is longer than allowed is told so, and takes no place', async () => {
    const room = new BodyRoom(2 * BODY_LIMIT);
    const { request, body } = start(room);
    request.end(Buffer.alloc(BODY_LIMIT + 1));
    expect(await body).to.equal('too-long');
    expect(room.take(2 * BODY_LIMIT)).to.equal(true);
  });
});
