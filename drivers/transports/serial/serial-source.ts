import { DeviceFault } from '../../core/device-fault.ts';
import type { ByteSource } from '../byte-source.ts';
import type { SerialHandle } from './serial-binding.ts';

/** One read takes no more: 64 packets of a USB line. */
const readBytes = 4_096;

/** Reads as long as the port is open. A read that ends with an error means that the line is gone. */
export function createSerialSource(path: string, handle: SerialHandle): ByteSource {
  const buffer = Buffer.alloc(readBytes);
  let isOver = false;
  let goOn: (() => void) | undefined;
  let paused: Promise<void> | undefined;

  const readOn = async (next: (bytes: Uint8Array) => void): Promise<void> => {
    for (;;) {
      const { bytesRead } = await handle.read(buffer);
      if (isOver) return;
      next(new Uint8Array(buffer.subarray(0, bytesRead)));
      await paused;
    }
  };
  return {
    start: (next, failed) => {
      readOn(next).catch((error: unknown) => {
        if (isOver) return;
        failed(new DeviceFault('disconnected', `${path} was pulled, or its line broke`, { cause: error }));
      });
    },
    pause: () => {
      paused ??= new Promise((resolve) => {
        goOn = resolve;
      });
    },
    resume: () => {
      paused = undefined;
      goOn?.();
    },
    close: async () => {
      isOver = true;
      goOn?.();
      await handle.close();
    },
  };
}
