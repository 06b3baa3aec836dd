import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBlockListService, type BlockListService } from '../../../agent/host/bundle/block-list-service.ts';
import { makeBlockList } from '../../../sync/central/block-list.ts';
import type { BlockListEnvelope } from '../../../agent/ports/blocked-cards.ts';
import type { Meta } from '../../../agent/ports/meta.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const rootPublicKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const numberOf = (index: number): string => String(2_900_000_000_000 + index);
const blocked = Array.from({ length: 2_000 }, (_, index) => numberOf(index * 50));

let values: Map<string, string>;
let refused: string[];
let taken: [number, number][];
const meta: Meta = { get: (key) => values.get(key), set: (key, value) => void values.set(key, value) };
const open = (): BlockListService =>
  createBlockListService({ meta, rootPublicKey, onTaken: (serial, cards) => void taken.push([serial, cards]), onRefused: (why) => void refused.push(why) });
const envelopeOf = (text: string, key: KeyObject = privateKey): BlockListEnvelope => ({
  text, hash: createHash('sha256').update(text).digest('hex'), signature: sign(null, Buffer.from(text), key).toString('base64'), keyId: 'root',
});
const listOf = (serial: number, numbers = blocked): string => JSON.stringify(makeBlockList(numbers, { serial, epoch: 'e1', cursor: 40 }));

beforeEach(() => {
  values = new Map();
  refused = [];
  taken = [];
});

describe('the list of blocked cards', () => {
  it('names every card that the centre has blocked, and no other', () => {
    const service = open();
    expect(service.find(numberOf(0))).toBeUndefined();
    service.offer(envelopeOf(listOf(7)));
    for (const number of blocked) expect(service.find(number)).toEqual({ epoch: 'e1', cursor: 40 });
    const others = Array.from({ length: 100_000 }, (_, index) => numberOf(index)).filter((number) => !blocked.includes(number));
    expect(others.filter((number) => service.find(number) !== undefined)).toEqual([]);
    expect(taken).toEqual([[7, 2_000]]);
  });

  it('is there again after a restart, and need not be sent again', () => {
    const envelope = envelopeOf(listOf(7));
    open().offer(envelope);
    const again = open();
    expect(again.activeHash()).toBe(envelope.hash);
    expect(again.find(numberOf(50))).toBeDefined();
    again.offer(envelope);
    expect(taken).toHaveLength(1);
  });

  it('gives way to one with a higher serial, in which a card may be good again', () => {
    const service = open();
    service.offer(envelopeOf(listOf(7)));
    service.offer(envelopeOf(listOf(8, [])));
    expect(service.find(numberOf(0))).toBeUndefined();
    expect(service.serial()).toBe(8);
  });

  it.each<[string, BlockListEnvelope, string]>([
    ['another key', envelopeOf(listOf(8), generateKeyPairSync('ed25519').privateKey), 'root key'],
    ['a changed text', { ...envelopeOf(listOf(8)), text: listOf(9) }, 'root key'],
    ['another hash', { ...envelopeOf(listOf(8)), hash: 'a'.repeat(64) }, 'hash'],
    ['a lower serial', envelopeOf(listOf(6)), 'does not follow 7'],
    ['the same serial with other cards', envelopeOf(listOf(7, [])), 'does not follow 7'],
    ['a programme bundle, which the same key signs', envelopeOf('{"programmeId":"main","serial":9}'), 'no block list'],
    ['text that is no JSON', envelopeOf('<html>'), 'no block list'],
    ['half a digest', envelopeOf(JSON.stringify({ ...makeBlockList([], { serial: 9, epoch: 'e1', cursor: 1 }), digests: 'AAAA' })), 'ascending'],
    ['digests out of order', envelopeOf(JSON.stringify({ ...makeBlockList([], { serial: 9, epoch: 'e1', cursor: 1 }), digests: Buffer.from('00000000000000020000000000000001', 'hex').toString('base64') })), 'ascending'],
  ])('is not replaced by one with %s', (_, envelope, why) => {
    const service = open();
    service.offer(envelopeOf(listOf(7)));
    service.offer(envelope);
    expect(refused).toEqual([expect.stringContaining(why)]);
    expect(service.serial()).toBe(7);
    expect(service.find(numberOf(0))).toBeDefined();
  });

  it('of 20,000 cards travels in less than 220 kB', () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => numberOf(index * 50));
    expect(Buffer.byteLength(JSON.stringify(envelopeOf(listOf(1, numbers))))).toBeLessThan(220_000);
  });
});
