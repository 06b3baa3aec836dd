import Type from 'typebox';
import { findRole } from '../../../agent/domain/operators/roles-of.ts';
import { Badge, Pin, StaffMember } from '../../../agent/domain/operators/staff-list.ts';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { PinVerifier } from '../../../agent/domain/operators/staff-list.ts';
import { recordset, type Database, type Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import { assertStrong, generatePin, makePinVerifier } from './pin.ts';

/** Somebody of the staff, and in which stores. */
export const StoredMember = Strict({ ...StaffMember.properties, storeIds: Type.Array(Id, { minItems: 1 }), active: Type.Boolean() });
export type StoredMember = Type.Static<typeof StoredMember>;

/** What is said of somebody when they are taken on, or changed: all of it but the PIN. */
export const MemberData = Strict({
  name: StaffMember.properties.name,
  role: Id,
  storeIds: Type.Array(Id, { minItems: 1, maxItems: 10_000 }),
  badge: Type.Optional(Badge),
  cards: Type.Optional(StaffMember.properties.cards),
  active: Type.Optional(Type.Boolean()),
  /** Another PIN; for somebody new without it, one is generated */
  pin: Type.Optional(Pin),
});
export type MemberData = Type.Static<typeof MemberData>;

/** A member as the centre shows them: the verifier to nobody. */
export interface MemberView extends Omit<StoredMember, 'pin'> {
  hasPin: boolean;
}

interface Row {
  user_id: string;
  name: string;
  role: string;
  badge: string | null;
  pin: PinVerifier | null;
  cards: string[];
  store_ids: string[];
  active: boolean;
}

export async function listMembers(db: Queryable): Promise<MemberView[]> {
  const rows = await db.query<Row>('SELECT user_id, name, role, badge, pin, cards, store_ids, active FROM staff_member ORDER BY user_id');
  return rows.map((row) => {
    const { pin, ...member } = memberOf(row);
    return { ...member, hasPin: pin !== undefined };
  });
}

/** Those who may sign in at a store, in a fixed order. */
export async function activeMembersOf(db: Queryable, storeId: string): Promise<StaffMember[]> {
  const rows = await db.query<Row>('SELECT user_id, name, role, badge, pin, cards, store_ids, active FROM staff_member WHERE active AND store_ids @> to_jsonb($1::text) ORDER BY user_id', [storeId]);
  return rows.map((row) => {
    const { storeIds: _stores, active: _active, ...member } = memberOf(row);
    return member;
  });
}

function memberOf(row: Row): StoredMember {
  return {
    userId: row.user_id, name: row.name, role: row.role, ...(row.badge === null ? {} : { badge: row.badge }), ...(row.pin === null ? {} : { pin: row.pin }),
    cards: row.cards, storeIds: row.store_ids, active: row.active,
  };
}

/**
 * Takes somebody on, or changes what is said of them; their PIN stays unless another is given.
 * @returns the PIN that was generated for somebody new, to be told once
 * @throws ProblemError `role-unknown`, `store-unknown`, `badge-taken`, `pin-weak`
 */
export async function saveMember(db: Database, userId: string, data: MemberData, nowMs: number): Promise<{ userId: string; isNew: boolean; pin?: string }> {
  if (data.pin !== undefined) assertStrong(data.pin);
  const [known] = await db.query<{ user_id: string }>('SELECT user_id FROM staff_member WHERE user_id = $1', [userId]);
  const generated = known === undefined && data.pin === undefined ? generatePin() : undefined;
  const pin = data.pin ?? generated;
  const verifier = pin === undefined ? undefined : await makePinVerifier(pin);
  await db.transaction(async (tx) => {
    await assertKnown(tx, data);
    await assertBadgeFree(tx, userId, data.badge);
    await tx.query(
      `INSERT INTO staff_member (user_id, name, role, badge, pin, cards, store_ids, active, changed_at_ms) VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8, $9)
       ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, role = excluded.role, badge = excluded.badge, pin = coalesce(excluded.pin, staff_member.pin),
         cards = excluded.cards, store_ids = excluded.store_ids, active = excluded.active, changed_at_ms = excluded.changed_at_ms`,
      [userId, data.name, data.role, data.badge ?? null, verifier === undefined ? null : JSON.stringify(verifier), JSON.stringify(data.cards ?? []), JSON.stringify(data.storeIds), data.active ?? true, nowMs],
    );
  });
  return { userId, isNew: known === undefined, ...(generated === undefined ? {} : { pin: generated }) };
}

/** @throws ProblemError `staff-unknown`, `pin-weak` */
export async function setPin(db: Database, userId: string, given: string | undefined, nowMs: number): Promise<{ userId: string; pin?: string }> {
  if (given !== undefined) assertStrong(given);
  const generated = given === undefined ? generatePin() : undefined;
  const verifier = await makePinVerifier(given ?? generated ?? '');
  await change(db, userId, 'pin = $2::jsonb', JSON.stringify(verifier), nowMs);
  return { userId, ...(generated === undefined ? {} : { pin: generated }) };
}

/** Who is disabled is signed out at every till as soon as it has the next list. @throws ProblemError `staff-unknown` */
export async function disableMember(db: Database, userId: string, nowMs: number): Promise<{ userId: string; active: false }> {
  await change(db, userId, 'active = $2::boolean', false, nowMs);
  return { userId, active: false };
}

/** At the first start, of a shop folder. */
export async function insertMembers(tx: Queryable, members: readonly StoredMember[], nowMs: number): Promise<void> {
  await tx.query(
    `INSERT INTO staff_member (user_id, name, role, badge, pin, cards, store_ids, active, changed_at_ms)
     SELECT "userId", name, role, badge, pin, cards, "storeIds", active, $2::bigint
     FROM jsonb_to_recordset($1::jsonb) AS r("userId" text, name text, role text, badge text, pin jsonb, cards jsonb, "storeIds" jsonb, active boolean)`,
    [...recordset([...members]), nowMs],
  );
}

async function change(db: Database, userId: string, assignment: string, value: string | boolean, nowMs: number): Promise<void> {
  const rows = await db.query<{ user_id: string }>(`UPDATE staff_member SET ${assignment}, changed_at_ms = $3 WHERE user_id = $1 RETURNING user_id`, [userId, value, nowMs]);
  if (rows.length === 0) throw new ProblemError('staff-unknown', `Nobody of the staff is called ${userId}.`);
}

/** Against the programme in force; where there is none yet, whatever is said is taken. */
async function assertKnown(tx: Queryable, { role, storeIds }: MemberData): Promise<void> {
  const [row] = await tx.query<{ body: string }>('SELECT body FROM bundle ORDER BY serial DESC LIMIT 1');
  if (row === undefined) return;
  const bundle = JSON.parse(row.body) as Parameters<typeof findRole>[0] & { stores: readonly { id: string }[] };
  if (findRole(bundle, role) === undefined) throw new ProblemError('role-unknown', `The programme has no role ${role}.`);
  const unknown = storeIds.find((storeId) => !bundle.stores.some(({ id }) => id === storeId));
  if (unknown !== undefined) throw new ProblemError('store-unknown', `The programme has no store ${unknown}.`);
}

async function assertBadgeFree(tx: Queryable, userId: string, badge: string | undefined): Promise<void> {
  if (badge === undefined) return;
  const [other] = await tx.query<{ user_id: string }>('SELECT user_id FROM staff_member WHERE badge = $1 AND user_id <> $2', [badge, userId]);
  if (other !== undefined) throw new ProblemError('badge-taken', `This badge is that of ${other.user_id}.`);
}
