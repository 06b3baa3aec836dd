import { expect, test } from 'vitest';
import { createSerialSource } from '../../../drivers/transports/serial/serial-source.ts';
import { loadSerialBinding } from '../../../drivers/transports/serial/serial-binding.ts';
import { openPtyPair, whyNoPty } from '../kit/pty-pair.ts';
import { until } from '../kit/until.ts';
import type { DeviceFault } from '../../../drivers/core/device-fault.ts';

test.skipIf(whyNoPty !== undefined)('a line that was pulled while nobody waited for it is told as gone, and is not asked for ever', async () => {
  const pair = await openPtyPair();
  const binding = await loadSerialBinding();
  const source = createSerialSource(pair.path, await binding.open({ path: pair.path, baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, lock: true }));
  try {
    await pair.pull();
    const faults: DeviceFault[] = [];
    source.start(() => undefined, (fault) => faults.push(fault));
    await until('it is told', () => faults.length > 0);
    expect(faults).toMatchObject([{ kind: 'disconnected', retry: 'soon' }]);
  } finally {
    await source.close();
    await pair.remove();
  }
});
