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
export async function plainBytes(bytes: AsyncGenerator<Buffer, void, void>): Promise<Bytes> {
  const first = await bytes.next();
  if (first.done === true) return Readable.from([]);
  const firstChunk = first.value;
  async function* whole(): AsyncGenerator<Buffer, void, void> {
    yield firstChunk;
    yield* bytes;
  }
  if (firstChunk[0] !== gzipFirstByte) return whole();
  // The fault of either end comes out of the returned stream.
  return pipeline(Readable.from(whole(), { objectMode: false }), createGunzip(), () => undefined);
}

/** Lines with their newline; the last one may lack it. @throws SyncFault for a line over 1 MiB */
export async function* lines(bytes: Bytes): AsyncGenerator<Buffer, void, void> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const tail = chunk.subarray(start, end + 1);
      yield rest.length === 0 ? tail : Buffer.concat([...rest, tail]);
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      restBytes += chunk.length - start;
    }
    if (restBytes > maxLineBytes) throw new SyncFault('failing', 'a line without an end', { mayHaveArrived: true });
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
