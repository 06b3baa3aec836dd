import { describe, expect, test } from 'vitest';
import { createPortGate } from '../../../drivers/transports/port-gate.ts';

const never = () => new Promise<never>(() => undefined);

describe('openings that hang', () => {
  test('end with a time-out, and the port is not tried again while the first one hangs', async () => {
    const gate = createPortGate(20);
    await expect(gate.open('a', never)).rejects.toMatchObject({ kind: 'timeout' });
    let tries = 0;
    const open = async () => {
      tries += 1;
      return { close: async () => undefined };
    };
    await expect(gate.open('a', open)).rejects.toMatchObject({ kind: 'timeout' });
    expect(tries).toBe(0);
  });
  test('keep no other port from being opened; a third one waits, because threads are few', async () => {
    const gate = createPortGate(20);
    const open = async () => ({ close: async () => undefined });
    await expect(gate.open('a', never)).rejects.toMatchObject({ kind: 'timeout' });
    await expect(gate.open('b', open)).resolves.toBeDefined();
    await expect(gate.open('c', never)).rejects.toMatchObject({ kind: 'timeout' });
    await expect(gate.open('d', open)).rejects.toMatchObject({ kind: 'timeout' });
  });
  test('that end late are closed, and then the port can be opened', async () => {
    const gate = createPortGate(20);
    let closed = 0;
    const close = async () => {
      closed += 1;
    };
    let openNow: (port: { close(): Promise<void> }) => void = () => undefined;
    await expect(gate.open('a', () => new Promise<{ close(): Promise<void> }>((resolve) => {
      openNow = resolve;
    }))).rejects.toMatchObject({ kind: 'timeout' });
    openNow({ close });
    await expect(gate.open('b', async () => ({ close }))).resolves.toBeDefined();
    expect(closed).toBe(1);
    await expect(gate.open('a', async () => ({ close }))).resolves.toBeDefined();
  });
  test('many at once are no hanging ones', async () => {
    const gate = createPortGate(1_000);
    await expect(Promise.all(['a', 'b', 'c', 'd', 'e'].map((path) => gate.open(path, async () => ({ close: async () => undefined }))))).resolves.toHaveLength(5);
  });
});
