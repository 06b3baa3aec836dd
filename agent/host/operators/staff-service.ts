import { createHash } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { Strict } from '../../domain/scalars.ts';
import { StaffList } from '../../domain/operators/staff-list.ts';
import { isSigned } from '../bundle/check-envelope.ts';
import { readFileIfThere, writePrivateFile } from '../home/private-file.ts';
import Type from 'typebox';
import type { StaffMember } from '../../domain/operators/staff-list.ts';
import type { Staff } from '../../ports/operators.ts';
import type { StaffListEnvelope } from '../../ports/staff-list.ts';

export interface StaffService extends Staff {
  /** Of the list in service */
  activeHash(): string | undefined;
  serial(): number | undefined;
  /** What the centre sent. Takes a good one with a higher serial, else keeps the one before and says why. Throws only where the disk does. */
  offer(envelope: StaffListEnvelope): void;
}

export interface StaffServiceOptions {
  /** Private file in the till's home */
  readonly file: string;
  readonly storeId: string;
  /** SPKI DER in base64 */
  readonly rootPublicKey: () => string;
  readonly onTaken: (serial: number, members: number) => void;
  readonly onRefused: (why: string) => void;
}

interface Loaded {
  hash: string;
  serial: number;
  byUser: ReadonlyMap<string, StaffMember>;
  byBadge: ReadonlyMap<string, StaffMember>;
}

const Envelope = Strict({ text: Type.String(), hash: Type.String(), signature: Type.String(), keyId: Type.String() });
const isEnvelope = Compile(Envelope);
const isStaffList = Compile(StaffList);

/**
 * Loads the stored list without waiting for the network, and checks its signature again: whoever can write the file could else make themselves a manager.
 * One that does not pass is as good as none, so that nobody can sign in until the centre has sent another; sales need nobody to.
 */
export function createStaffService(options: StaffServiceOptions): StaffService {
  const { file, rootPublicKey, onTaken, onRefused } = options;
  const check = (envelope: StaffListEnvelope): Loaded | string =>
    isSigned(envelope, rootPublicKey()) ? load(envelope, options.storeId) : 'the signature is not made by the root key that this till trusts';
  let active: Loaded | undefined;
  const stored = readFileIfThere(file);
  if (stored !== undefined) {
    const envelope = parse(stored);
    const first = isEnvelope.Check(envelope) ? check(envelope) : 'the file is no staff list';
    if (typeof first === 'string') onRefused(first);
    else active = first;
  }
  return {
    activeHash: () => active?.hash,
    serial: () => active?.serial,
    byUser: (userId) => active?.byUser.get(userId),
    byBadge: (badge) => active?.byBadge.get(badge),
    offer(envelope) {
      if (envelope.hash === active?.hash) return;
      const next = check(envelope);
      if (typeof next === 'string') {
        onRefused(next);
        return;
      }
      if (active !== undefined && next.serial <= active.serial) {
        onRefused(`serial ${next.serial} does not follow ${active.serial}, which is in service`);
        return;
      }
      writePrivateFile(file, JSON.stringify(envelope));
      active = next;
      onTaken(next.serial, next.byUser.size);
    },
  };
}

/** @returns why it is refused, as a sentence for the log */
function load({ text, hash }: StaffListEnvelope, storeId: string): Loaded | string {
  if (createHash('sha256').update(text, 'utf8').digest('hex') !== hash) return 'the hash in the envelope is not that of the text';
  const list = parse(text);
  if (!isStaffList.Check(list)) return 'the signed text is no staff list';
  if (list.storeId !== storeId) return `it is the list of store ${list.storeId}`;
  const byUser = new Map(list.members.map((member) => [member.userId, member]));
  const byBadge = new Map(list.members.flatMap((member) => (member.badge === undefined ? [] : [[member.badge, member] as const])));
  return { hash, serial: list.serial, byUser, byBadge };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
