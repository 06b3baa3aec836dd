import { setTimeout as sleep } from 'node:timers/promises';
import { openDevices } from '../../../drivers/open-devices.ts';
import { until } from '../../drivers/kit/until.ts';

const measuredMs = 10_000;
const paths = process.argv.slice(2);
const registry = openDevices([], { devices: paths.map((path, index) => ({ id: `idle-${index}`, transport: 'serial', path })) });
await until('all are open', () => registry.devices().every(({ condition }) => condition.state === 'open'));
// What loading left to do is no idle time.
await sleep(1_000);
const before = process.cpuUsage();
await sleep(measuredMs);
const { user, system } = process.cpuUsage(before);
registry.close();
process.stdout.write(JSON.stringify({ percent: ((user + system) / 1_000 / measuredMs) * 100 }));
