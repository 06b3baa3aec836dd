import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SyncFault } from './sync-fault.ts';

type Bytes = AsyncIterable<Buffer>;

/** Less than this within the idle time is a stream that means never to end (slow-loris). */
const leastBytes = 1024;
/** A line is one account with its cards and holds. */
const maxLineBytes = 1024 * 1024;
const gzipFirstByte = 0x1f;
const newline = 0x0a;
/** What is unpacked and read in one go */
const blockBytes = 64 * 1024;

/** The stream as it is, as long as it brings 1 KiB within every `idleMs` that it is waited for. */
export async function* withoutIdling(body: Readable, idleMs: number): AsyncGenerator<Buffer, void, void> {
  const giveUp = (): void => void body.destroy(new SyncFault('failing', `less than ${leastBytes} bytes within ${idleMs} ms`, { mayHaveArrived: true }));
  let timer = setTimeout(giveUp, idleMs);
  let bytes = 0;
  try {
    for await (const chunk of body as Bytes) {
      bytes += chunk.length;
      const isEnough = bytes >= leastBytes;
      // The time that the reader takes is not the sender's.
      if (isEnough) clearTimeout(timer);
      yield chunk;
      if (!isEnough) continue;
      bytes = 0;
      timer = setTimeout(giveUp, idleMs);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Gunzips what begins like gzip: whether the centre declares it as an encoding or as the content makes no difference. */
export async function plainBytes(body: Readable): Promise<Bytes> {
  const bytes = (body as Bytes)[Symbol.asyncIterator]();
  const first = await bytes.next();
  if (first.done === true) return Readable.from([]);
  const firstChunk = first.value;
  async function* whole(): AsyncGenerator<Buffer, void, void> {
    yield firstChunk;
    for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) yield next.value;
  }
  if (firstChunk[0] !== gzipFirstByte) return whole();
  // The fault of either end comes out of the returned stream.
  return pipeline(Readable.from(whole(), { objectMode: false }), createGunzip({ chunkSize: blockBytes }), () => undefined);
}

/** Blocks that end with a newline; the last one may lack it. @throws SyncFault for a line over 1 MiB */
export async function* wholeLines(bytes: Bytes): AsyncGenerator<Buffer, void, void> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      yield Buffer.concat([...rest, chunk.subarray(0, end)]);
      rest = [];
      restBytes = 0;
    }
    if (end < chunk.length) {
      rest.push(chunk.subarray(end));
      restBytes += chunk.length - end;
    }
    if (restBytes > maxLineBytes) throw new SyncFault('failing', 'a line without an end', { mayHaveArrived: true });
  }
  if (restBytes > 0) yield Buffer.concat(rest);
}
