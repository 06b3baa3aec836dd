import type { DeviceFault } from '../core/device-fault.ts';

/** A port that is open. */
export interface ByteSource {
  /** For HID devices, where the system tells it */
  readonly reportDescriptor?: Uint8Array;
  /** Called once. What is handed on is the receiver's; `failed` is the last word. */
  start(next: (bytes: Uint8Array) => void, failed: (fault: DeviceFault) => void): void;
  /** Reads no more until `resume`: the device's own buffers fill */
  pause(): void;
  resume(): void;
  /** Resolves when the system has the port back */
  close(): Promise<void>;
}
