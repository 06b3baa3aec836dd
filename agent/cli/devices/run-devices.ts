import { todoOfDevice } from './device-todo.ts';
import { seeDevices } from './see-devices.ts';
import type { DevicesView } from '../../contract/devices.ts';
import type { HomeOptions } from './reach-agent.ts';
import type { SeenDevice } from './see-devices.ts';

export interface DevicesOptions extends HomeOptions {
  json?: true;
}

const ignoredWords: Readonly<Record<DevicesView['ignored'][number]['why'], string>> = {
  'unknown': 'no profile knows it, and devices.json does not name it',
  'no-scanner': 'not a scanner interface',
  'not-asked-for': 'plug and play is switched off',
};

/** `till devices`: what is there, what it was taken for, and why not. Exit code 1 where `devices.json` is wrong. */
export async function runDevices(options: DevicesOptions): Promise<void> {
  const { from, view } = await seeDevices(options);
  if (view.configFault !== undefined) process.exitCode = 1;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ from, ...view })}\n`);
    return;
  }
  process.stdout.write(from === 'agent' ? 'As the agent sees them:\n' : 'No agent of this home runs; as this machine has them:\n');
  if (view.devices.length === 0) process.stdout.write('  no scanner is known or configured\n');
  for (const device of view.devices) for (const line of deviceLines(device)) process.stdout.write(`  ${line}\n`);
  for (const { transport, path, vendorId, productId, label, why } of view.ignored) {
    const ids = vendorId === undefined ? '' : ` ${vendorId}:${productId ?? ''}`;
    process.stdout.write(`  – ${transport} ${path}${ids}${label === undefined ? '' : ` ${label}`}: ${ignoredWords[why]}\n`);
  }
  for (const { transport, detail } of view.disabledTransports) process.stdout.write(`  ✗ ${transport}: ${detail}\n`);
  if (view.configFault !== undefined) process.stdout.write(`  ✗ ${view.configFault}\n`);
}

function deviceLines(device: SeenDevice): string[] {
  const { id, name, transport, state, path, profile, settings, faultDetail, lastScan, counts } = device;
  const mark = state === 'open' ? '✓' : '!';
  const reading = settings === undefined ? 'more with the right devices (TILL_OPERATOR_SESSION)' : [settings.line, settings.framing, `prefix ${settings.prefix}`, settings.charset].filter((word) => word !== undefined).join(', ');
  const todo = todoOfDevice(device);
  return [
    `${mark} ${id}: ${state}${faultDetail === undefined ? '' : ` (${faultDetail})`}`,
    `    ${name}, ${transport}${path === undefined ? '' : ` ${path}`}, ${profile === undefined ? '' : `profile ${profile}, `}${reading}`,
    ...(counts === undefined ? [] : [`    ${counts.scans} scans, ${counts.repeats} repeats, ${counts.noise} unreadable, ${counts.dropped} dropped${lastScan === undefined ? '' : `; the last at ${new Date(lastScan.atMs).toISOString()}`}`]),
    ...(todo === undefined ? [] : [`    → ${todo}`]),
  ];
}
