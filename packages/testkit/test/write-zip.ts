import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipContent {
  readonly name: string;
  readonly content: Buffer;
  /** Packed by deflate unless stored. */
  readonly stored?: boolean;
}

/** A zip archive, as far as a wheel is one. */
export function writeZip(entries: readonly ZipContent[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false } of entries) {
    const packed = stored ? content : deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(stored ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    // The local header may have extra fields that the directory lacks.
    const extra = Buffer.from('abcdef');
    const local = Buffer.concat([signature(0x04034b50), fields, Buffer.from(name), extra, packed]);
    local.writeUInt16LE(extra.length, 28);
    locals.push(local);
    const central = Buffer.concat([signature(0x02014b50), Buffer.from([20, 3]), fields, Buffer.alloc(14)]);
    central.writeUInt32LE(offset, 42);
    directory.push(central, Buffer.from(name));
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, ...directory, end, Buffer.from(comment)]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
