/** What we need of serialport's binding, so that tests can stand in for the parts that no test machine has. */
import { asFault, DeviceFault } from '../../core/device-fault.ts';
import { readPosix } from './read-posix.ts';
import type { Parity } from '../../core/transport.ts';

export interface SerialHandle {
  /** Resolves with at least one byte, rejects where the line is gone */
  read(buffer: Buffer): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
}

export interface SerialBinding {
  list(): Promise<readonly { path: string; vendorId?: string | undefined; productId?: string | undefined; serialNumber?: string | undefined; manufacturer?: string | undefined }[]>;
  open(options: { path: string; baudRate: number; dataBits: 7 | 8; parity: Parity; stopBits: 1 | 2; lock: true }): Promise<SerialHandle>;
}

/** Loads serialport when a port is wanted. Throws `unsupported` with `library-missing`. */
export async function loadSerialBinding(): Promise<SerialBinding> {
  try {
    const { SerialPort } = await import('serialport');
    const { binding } = SerialPort;
    return {
      list: () => binding.list(),
      open: async (options) => {
        const port = await binding.open(options);
        const read = 'poller' in port ? (buffer: Buffer) => readPosix(port, buffer) : (buffer: Buffer) => port.read(buffer, 0, buffer.length);
        return { read, close: () => port.close() };
      },
    };
  } catch (error) {
    throw new DeviceFault('unsupported', `serial ports cannot be used on this machine: ${asFault(error, 'unsupported').message.split('\n', 1)[0] ?? ''}`, { cause: error, mend: 'library-missing' });
  }
}
