import { createHash } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { blockedCardText, blockedDigestBytes, BlockList, hasDigest } from '../../domain/cards/block-list.ts';
import { isSigned } from './check-envelope.ts';
import type { BlockedCards, BlockListEnvelope } from '../../ports/blocked-cards.ts';
import type { Meta } from '../../ports/meta.ts';

export interface BlockListService extends BlockedCards {
  /** Of the list in service */
  activeHash(): string | undefined;
  serial(): number | undefined;
  /** What the centre sent. Takes a good one with a higher serial, else keeps the one before and says why. Throws only where the disk does. */
  offer(envelope: BlockListEnvelope): void;
}

export interface BlockListServiceOptions {
  readonly meta: Meta;
  /** SPKI DER in base64 */
  readonly rootPublicKey: string;
  readonly onTaken: (serial: number, cards: number) => void;
  readonly onRefused: (why: string) => void;
}

interface Loaded {
  hash: string;
  list: BlockList;
  /** Ascending */
  digests: BigUint64Array;
}

const metaKey = 'block-list';
const isBlockList = Compile(BlockList);

/** Loads the stored list without waiting for the network. One that does not read back is as good as none: the centre will send it again. */
export function createBlockListService({ meta, rootPublicKey, onTaken, onRefused }: BlockListServiceOptions): BlockListService {
  const stored = readStored(meta.get(metaKey));
  const first = stored === undefined ? undefined : load(stored, rootPublicKey);
  let active = typeof first === 'object' ? first : undefined;
  return {
    activeHash: () => active?.hash,
    serial: () => active?.list.serial,
    find(cardNumber) {
      if (active === undefined) return undefined;
      const { salt, epoch, cursor } = active.list;
      const digest = createHash('sha256').update(blockedCardText(salt, cardNumber)).digest().readBigUInt64BE(0);
      return hasDigest(active.digests, digest) ? { epoch, cursor } : undefined;
    },
    offer(envelope) {
      if (envelope.hash === active?.hash) return;
      const next = load(envelope, rootPublicKey);
      if (typeof next === 'string') {
        onRefused(next);
        return;
      }
      if (active !== undefined && next.list.serial <= active.list.serial) {
        onRefused(`serial ${next.list.serial} does not follow ${active.list.serial}, which is in service`);
        return;
      }
      meta.set(metaKey, JSON.stringify(envelope));
      active = next;
      onTaken(next.list.serial, next.digests.length);
    },
  };
}

function readStored(text: string | undefined): BlockListEnvelope | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as BlockListEnvelope);
}

/** @returns why it is refused, as a sentence for the log */
function load(envelope: BlockListEnvelope, rootPublicKey: string): Loaded | string {
  if (!isSigned(envelope, rootPublicKey)) return 'the signature is not made by the root key that this till was enrolled with';
  if (createHash('sha256').update(envelope.text, 'utf8').digest('hex') !== envelope.hash) return 'the hash in the envelope is not that of the text';
  const list = parse(envelope.text);
  if (!isBlockList.Check(list)) return 'the signed text is no block list';
  const digests = readDigests(list.digests);
  return digests === undefined ? 'the digests are not in ascending order' : { hash: envelope.hash, list, digests };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readDigests(base64: string): BigUint64Array | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length % blockedDigestBytes !== 0) return undefined;
  const digests = new BigUint64Array(bytes.length / blockedDigestBytes);
  for (const index of digests.keys()) {
    digests[index] = bytes.readBigUInt64BE(index * blockedDigestBytes);
    if (index > 0 && (digests[index] ?? 0n) <= (digests[index - 1] ?? 0n)) return undefined;
  }
  return digests;
}
