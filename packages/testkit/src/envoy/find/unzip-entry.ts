import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly compressedSize: number;
  readonly headerOffset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * Writes one entry of a zip archive to a file. No unzip program is on every machine, and a wheel needs no more than this:
 * neither ZIP64 nor encryption.
 *
 * @returns the entry's name and the SHA-256 of what was written
 * @throws Error when the archive is damaged or has no such entry
 */
export async function unzipEntry(
  archive: string,
  isWanted: (name: string) => boolean,
  target: string,
): Promise<{ readonly name: string; readonly sha256: string }> {
  const file = await open(archive);
  let entry: ZipEntry | undefined;
  let start: number;
  try {
    entry = (await readDirectory(file)).find(({ name }) => isWanted(name));
    if (!entry) throw new Error(`${archive} has no such entry`);
    start = await dataOffset(file, entry);
  } finally {
    await file.close();
  }
  if (entry.method !== DEFLATED && entry.method !== STORED)
    throw new Error(`${archive}: ${entry.name} is packed by an unknown method, ${entry.method}`);

  const hash = createHash('sha256');
  let checksum = 0;
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      checksum = crc32(chunk, checksum);
      done(null, chunk);
    },
  });
  await pipeline(
    createReadStream(archive, { start, end: start + entry.compressedSize - 1 }),
    entry.method === DEFLATED ? createInflateRaw() : new PassThrough(),
    hashing,
    createWriteStream(target),
  );
  if (checksum !== entry.checksum) throw new Error(`${archive}: ${entry.name} is damaged`);
  return { name: entry.name, sha256: hash.digest('hex') };
}

/** Zip: the table of contents is at the end, and the way to it in the last 22 bytes plus a comment of up to 64 KiB. */
async function readDirectory(file: FileHandle): Promise<readonly ZipEntry[]> {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('this is no zip archive, or only a part of one');

  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length;) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      headerOffset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** The header before the data repeats the name and may have other extra fields than the directory. */
async function dataOffset(file: FileHandle, { headerOffset }: ZipEntry): Promise<number> {
  const header = await read(file, headerOffset, 30);
  return headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error('the zip archive ends too early');
  return buffer;
}
