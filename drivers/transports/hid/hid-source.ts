import { DeviceFault } from '../../core/device-fault.ts';
import type { ByteSource } from '../byte-source.ts';
import type { HidHandle } from './hid-binding.ts';

/** Hands on one report at a time. */
export function createHidSource(path: string, handle: HidHandle, reportDescriptor: Uint8Array | undefined): ByteSource {
  let isOver = false;
  return {
    ...(reportDescriptor === undefined ? {} : { reportDescriptor }),
    start: (next, failed) => {
      handle.on('error', (cause) => {
        if (isOver) return;
        isOver = true;
        failed(new DeviceFault('disconnected', `${path} was pulled`, { cause }));
      });
      handle.on('data', (report) => {
        if (!isOver) next(new Uint8Array(report));
      });
    },
    pause: () => {
      handle.pause();
    },
    resume: () => {
      if (!isOver) handle.resume();
    },
    close: async () => {
      isOver = true;
      await handle.close();
    },
  };
}
