/** What we need of node-hid, so that a program can stand in for a scanner. */
import { asFault, DeviceFault } from '../../core/device-fault.ts';

export interface HidHandle {
  on(event: 'data', listener: (report: Buffer) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

export interface HidInfo {
  readonly path?: string | undefined;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

export interface HidBinding {
  devicesAsync(): Promise<readonly HidInfo[]>;
  open(path: string): Promise<HidHandle>;
}

/** Loads node-hid when a device is wanted. Throws `unsupported` with `library-missing`. */
export async function loadHidBinding(): Promise<HidBinding> {
  try {
    const { devicesAsync, HIDAsync } = await import('node-hid');
    // It loads its native part with the first call, and only then tells that libudev is missing.
    await devicesAsync();
    return { devicesAsync, open: (path) => HIDAsync.open(path) };
  } catch (error) {
    throw new DeviceFault('unsupported', `HID devices cannot be used on this machine: ${asFault(error, 'unsupported').message.split('\n', 1)[0] ?? ''}`, { cause: error, mend: 'library-missing' });
  }
}
