import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { sayNotJson } from '../../agent/domain/validation/json-break.ts';
import { DeviceConfig, DeviceProfile } from './device-profile.ts';

/** Profiles of a folder of JSON files. Throws an `Error` that names the file: they are part of the program. */
export function readProfiles(folder: string): DeviceProfile[] {
  return readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => {
    const value: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    if (!Value.Check(DeviceProfile, value)) throw new Error(`${name} is no profile of a device: ${firstError(DeviceProfile, value)}`);
    return value;
  });
}

/** `devices.json` of a till. One that is missing says nothing; one that is wrong is told with its first mistake, and counts as missing. */
export type ReadConfig = { readonly ok: true; readonly config: DeviceConfig } | { readonly ok: false; readonly detail: string };

export function readDeviceConfig(file: string, profiles: readonly DeviceProfile[]): ReadConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ok: true, config: {} };
    return { ok: false, detail: `devices.json cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, detail: `devices.json ${sayNotJson(text)}` };
  }
  return checkConfig(value, profiles);
}

function checkConfig(value: unknown, profiles: readonly DeviceProfile[]): ReadConfig {
  if (!Value.Check(DeviceConfig, value)) return { ok: false, detail: `devices.json: ${firstError(DeviceConfig, value)}` };
  const devices = value.devices ?? [];
  for (const [index, device] of devices.entries()) {
    const at = `devices.json: /devices/${index}`;
    if (devices.findIndex(({ id }) => id === device.id) !== index) return { ok: false, detail: `${at}: there are two devices "${device.id}"` };
    if (device.path === undefined && (device.vendorId === undefined || device.productId === undefined)) return { ok: false, detail: `${at}: a device has a path, or vendorId and productId` };
    if (device.profile !== undefined && !profiles.some(({ id }) => id === device.profile)) return { ok: false, detail: `${at}: there is no profile "${device.profile}"` };
  }
  return { ok: true, config: value };
}

function firstError(schema: typeof DeviceConfig | typeof DeviceProfile, value: unknown): string {
  const [error] = Value.Errors(schema, value);
  return error === undefined ? 'it does not have the form of one' : `${error.instancePath === '' ? '/' : error.instancePath}: ${error.message}`;
}
