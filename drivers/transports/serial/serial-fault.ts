import { DeviceFault } from '../../core/device-fault.ts';

/** Serialport tells apart what the system said by words alone. The first that fits counts. */
const rules: readonly (readonly [words: RegExp, make: (path: string, cause: unknown) => DeviceFault])[] = [
  [/cannot lock port|resource busy|EBUSY|access is denied|access denied/i, (path, cause) => new DeviceFault('busy', `${path} is in use by another program`, { cause })],
  [/permission denied|EACCES|EPERM|operation not permitted/i, (path, cause) => new DeviceFault('unsupported', `this user may not open ${path}`, { cause, mend: 'permission' })],
  [/no such file|ENOENT|file not found|no such device|ENXIO|ENODEV|unknown error code (31|433)\b/i, (path, cause) => new DeviceFault('disconnected', `${path} is not there`, { cause })],
  [/inappropriate ioctl|ENOTTY|not a valid|invalid argument|EINVAL|unknown error code 87\b/i, (path, cause) => new DeviceFault('unsupported', `${path} is no serial port, or cannot have these settings`, { cause, mend: 'address' })],
];

/** What an opening that failed means. */
export function serialOpenFault(path: string, error: unknown): DeviceFault {
  if (error instanceof DeviceFault) return error;
  const words = error instanceof Error ? error.message : String(error);
  const rule = rules.find(([pattern]) => pattern.test(words));
  return rule === undefined ? new DeviceFault('disconnected', `${path} does not open: ${words}`, { cause: error }) : rule[1](path, error);
}
