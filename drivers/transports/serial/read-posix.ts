import { read } from 'node:fs';
import { promisify } from 'node:util';

const readFd = promisify(read);

/** What serialport opens on Linux and macOS: a file descriptor that blocks nobody, and somebody who tells when it has something. */
export interface PosixPort {
  readonly fd: number | null;
  readonly poller: { once(event: 'readable', told: (error: Error | null) => void): unknown };
}

/**
 * Reads what is there, or waits for it. Serialport's own reading would ask a terminal that was hung up again and again, as that answers with nothing and no error: it took a processor,
 * and nobody heard that the line was gone. An open line never answers with nothing: it is set to wait for at least one byte.
 */
export async function readPosix(port: PosixPort, buffer: Buffer): Promise<{ bytesRead: number }> {
  while (port.fd !== null) {
    const bytesRead = await readNow(port.fd, buffer);
    if (bytesRead === 0) throw new Error('the line was hung up');
    if (bytesRead !== undefined) return { bytesRead };
    // It may have been closed meanwhile, and then there is no poller any more: to ask it would end the process.
    if (isOpen(port)) await readable(port);
  }
  throw new Error('the port was closed');
}

function isOpen({ fd }: PosixPort): boolean {
  return fd !== null;
}

/** Undefined where nothing is there yet */
async function readNow(fd: number, buffer: Buffer): Promise<number | undefined> {
  try {
    const { bytesRead } = await readFd(fd, buffer, 0, buffer.length, null);
    return bytesRead;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN' || code === 'EWOULDBLOCK' || code === 'EINTR') return undefined;
    throw error;
  }
}

function readable({ poller }: PosixPort): Promise<void> {
  return new Promise((resolve, reject) => {
    poller.once('readable', (error) => (error === null ? resolve() : reject(error)));
  });
}
