/**
 * Wire messages between a till and the centre, all under `/till/v1` (pure: shapes only).
 *
 * Version history
 *   1  enrol, ping, position, push, bundle, snapshot, feed, holds; the feed's `waiting` and `settled` came later: a till that does not ask is not told,
 *      and the centre is updated before its tills; so did block-list and staff, which an older centre answers with 404
 */
import Type from 'typebox';
import { Account } from '../../agent/domain/customer/account.ts';
import { QrProof } from '../../agent/domain/cards/dynamic-qr.ts';
import { QuotedReturn, SaleCommitted, StoredOperation } from '../../agent/domain/operations/operation.ts';
import { CouponCode } from '../../agent/domain/basket/basket.ts';
import { ProgrammeState } from '../../agent/domain/pricing/programme-state.ts';
import { SealedBlob } from '../../agent/domain/operations/sealed-blob.ts';
import { SignedRotation } from './root-rotation.ts';
import { SignedPhoneKey } from './phone-key.ts';
import { SignedSealingKey } from './sealing-key.ts';
import { Digits, Id, InstantMs, Points, Sha256, SignedPoints, Strict } from '../../agent/domain/scalars.ts';

/**
 * 1  the first
 * 2  accounts say what is pending, what is set aside for tills, and which accounts were merged into them; the feed and the snapshot tell of budgets and used coupons;
 *    the feed names the root key in force, says when the till shall change its own, and tells of the sealing key to a till that names its own.
 *    accounts say more of their cards (blocks, what replaced them) and of their last sales and returns; the feed tells of verdicts on cards that changed; number-pools.
 *    Asked for with `protocol=2`: a till that does not ask gets 1
 *
 * The centre serves both, so it is updated before its tills.
 */
export const protocolVersion = 2;
export type ProtocolVersion = 1 | typeof protocolVersion;
/** The most operations in one push. */
export const maxPushOperations = 500;
/** The most waiting operations that one feed request asks about. */
export const maxAskedVerdicts = 50;
/** Every answer of the centre carries its time in milliseconds in this header. */
export const centralTimeHeader = 'x-central-time-ms';

const Protocol = Type.Union([Type.Literal(1), Type.Literal(protocolVersion)]);
const Seq = Type.Integer({ minimum: 0 });
const Through = Strict({ journalId: Id, seq: Seq });

/** POST /till/v1/enrol: a one-time code against an identity. The code ends with the fingerprint of the root key (`enrolment-code.ts`). */
export const EnrolRequest = Strict({
  protocol: Protocol,
  code: Type.String({ minLength: 8, maxLength: 200 }),
  /** Ed25519 public key of the till, SPKI DER in base64 */
  publicKey: Type.String({ minLength: 40, maxLength: 200 }),
});
export type EnrolRequest = Type.Static<typeof EnrolRequest>;
export const EnrolAnswer = Strict({
  tillId: Id,
  tillName: Type.String(),
  storeId: Id,
  /** Bearer token for all other calls */
  token: Type.String({ minLength: 20 }),
  /** Ed25519 root key that signs bundles, SPKI DER in base64; the till checks it against the code's fingerprint */
  rootPublicKey: Type.String(),
  keyId: Type.String(),
});
export type EnrolAnswer = Type.Static<typeof EnrolAnswer>;

/** GET /till/v1/root-rotations?after= (a key id; without a token) : how the root key handed over since, the oldest link first. */
export const RootRotationsAnswer = Strict({ rotations: Type.Array(SignedRotation) });
export type RootRotationsAnswer = Type.Static<typeof RootRotationsAnswer>;

/** POST /till/v1/till-key : the till's key hands over to another; idempotent. Batches that the old one signed are taken for an hour more. */
export const TillKeyRequest = Strict({
  protocol: Protocol,
  /** Ed25519, SPKI DER in base64, like `to` */
  from: Type.String({ minLength: 40, maxLength: 200 }),
  to: Type.String({ minLength: 40, maxLength: 200 }),
  /** Ed25519 by `from` over `tillKeyChangeText`, base64 */
  signature: Type.String({ maxLength: 200 }),
});
export type TillKeyRequest = Type.Static<typeof TillKeyRequest>;
export const TillKeyAnswer = Strict({ publicKey: Type.String() });
export type TillKeyAnswer = Type.Static<typeof TillKeyAnswer>;

/** GET /till/v1/ping */
export const PingAnswer = Strict({ epoch: Id, timeMs: InstantMs });
export type PingAnswer = Type.Static<typeof PingAnswer>;

/** GET /till/v1/position?journalId= : the last operation of this journal that the centre has. `seq` 0 where it has none. */
export const PositionAnswer = Strict({ epoch: Id, seq: Seq, hash: Sha256 });
export type PositionAnswer = Type.Static<typeof PositionAnswer>;

/** POST /till/v1/push */
export const PushRequest = Strict({
  protocol: Protocol,
  journalId: Id,
  operations: Type.Array(StoredOperation, { minItems: 1, maxItems: maxPushOperations }),
  head: Strict({ seq: Seq, hash: Sha256 }),
  /** Personal fields that these operations name by digest, sealed to the centre; absent where there are none */
  sealed: Type.Optional(Type.Array(Strict({ seq: Seq, ...SealedBlob.properties }))),
  /** Ed25519 by the till's key over the canonical JSON of `{protocol, journalId, fromSeq, toSeq, headSeq, headHash}`, base64 */
  signature: Type.String(),
});
export type PushRequest = Type.Static<typeof PushRequest>;

export const PushVerdict = Strict({
  seq: Seq,
  verdict: Type.Union([Type.Literal('applied'), Type.Literal('duplicate'), Type.Literal('waiting'), Type.Literal('parked'), Type.Literal('quarantined')]),
  /** Set on `waiting`, `parked` and `quarantined` */
  reason: Type.Optional(Type.String()),
});
export type PushVerdict = Type.Static<typeof PushVerdict>;

/** One verdict per pushed operation, and where the centre stands now. A gap applies nothing and answers 409 `journal-gap` with `expected`. */
export const PushAnswer = Strict({ epoch: Id, position: Strict({ seq: Seq, hash: Sha256 }), verdicts: Type.Array(PushVerdict) });
export type PushAnswer = Type.Static<typeof PushAnswer>;

/** GET /till/v1/bundle (ETag is the hash; 304 where nothing changed) */
export const BundleAnswer = Strict({ text: Type.String(), hash: Sha256, serial: Type.Integer({ minimum: 1 }), signature: Type.String(), keyId: Type.String() });
export type BundleAnswer = Type.Static<typeof BundleAnswer>;

/** GET /till/v1/block-list (ETag is the hash; 304 where nothing changed): the blocked cards, a signed text as in `agent/domain/cards/block-list.ts` */
export const BlockListAnswer = Strict({ text: Type.String(), hash: Sha256, signature: Type.String(), keyId: Type.String() });
export type BlockListAnswer = Type.Static<typeof BlockListAnswer>;
/** GET /till/v1/staff (ETag is the hash; 304 where nothing changed): who may sign in at the till's store, a signed text as in `agent/domain/operators/staff-list.ts` */
export const StaffListAnswer = Strict({ text: Type.String(), hash: Sha256, signature: Type.String(), keyId: Type.String() });
export type StaffListAnswer = Type.Static<typeof StaffListAnswer>;

/** GET /till/v1/snapshot?journalId=&protocol= : NDJSON (gzip), a header, the accounts, lines of the programme's state, an end; all from one repeatable-read view. */
export const SnapshotHeader = Strict({ type: Type.Literal('header'), protocol: Protocol, epoch: Id, cursor: Seq, through: Through });
export type SnapshotHeader = Type.Static<typeof SnapshotHeader>;
export const SnapshotAccount = Strict({ type: Type.Literal('account'), account: Account });
export type SnapshotAccount = Type.Static<typeof SnapshotAccount>;
/** Each line adds to the ones before */
export const SnapshotProgramme = Strict({ type: Type.Literal('programme'), programme: ProgrammeState });
export type SnapshotProgramme = Type.Static<typeof SnapshotProgramme>;
/** `sha256` covers every byte before this line. A snapshot without its end is thrown away. */
export const SnapshotEnd = Strict({ type: Type.Literal('end'), accounts: Seq, sha256: Sha256 });
export type SnapshotEnd = Type.Static<typeof SnapshotEnd>;

/** What became of an operation that had waited, or was parked. */
export const SettledVerdict = Strict({
  opId: Id,
  verdict: Type.Union([Type.Literal('applied'), Type.Literal('parked')]),
  /** Set on `parked` */
  reason: Type.Optional(Type.String()),
});
export type SettledVerdict = Type.Static<typeof SettledVerdict>;

/** What changed of the programme's state. */
export const ProgrammeChanges = Strict({
  ...ProgrammeState.properties,
  /** Coupons that count as used no more: the sale was cancelled */
  freeCoupons: Type.Optional(Type.Array(CouponCode)),
});
export type ProgrammeChanges = Type.Static<typeof ProgrammeChanges>;

/**
 * GET /till/v1/feed?journalId=&epoch=&cursor=&limit=&through=&waitMs=&protocol=&revisedAfter= : accounts changed after `cursor`, oldest change first.
 * Waits up to `waitMs` where there is none. Another epoch answers 409 `epoch-changed`: take a new snapshot.
 * `through=` names the last operation of the journal that the till's rows contain: what such operations changed is told in its turn, and not ahead of it.
 * `revisedAfter=` asks which verdicts on operations on cards and on sales by a code of the application changed after that position of the feed (0: ever): a race that was won can be lost later.
 * `sealingKey=` names the sealing key that the till has, or `none`; `phoneKey=` the key of telephone hashes.
 * `parked=` names operations of this till with the reason that it knows (`id~reason`, commas between): those that are parked no more, or for another reason, are in `settled`.
 * `waiting=` names operations of this till (ids with commas between) whose last known verdict is `waiting`: what has become of them since is in `settled`.
 */
export const FeedAnswer = Strict({
  epoch: Id,
  cursor: Seq,
  through: Through,
  accounts: Type.Array(Account),
  /** What of budgets and used coupons changed after the cursor; absent where nothing did */
  programme: Type.Optional(ProgrammeChanges),
  more: Type.Boolean(),
  /** Of the operations that were asked for: those that wait no more; absent where there is none */
  settled: Type.Optional(Type.Array(SettledVerdict)),
  /** To seal personal fields to; absent where the till named it as `sealingKey=`, and where it named none */
  sealingKey: Type.Optional(SignedSealingKey),
  /** Operations of this till whose verdict changed since the position that it named as `revisedAfter=`; absent where it named none or none did */
  revised: Type.Optional(Type.Array(SettledVerdict)),
  /** Up to which position `revised` tells; only where it was asked for */
  revisedThrough: Type.Optional(Seq),
  /** To hash telephones with; absent where the till named it as `phoneKey=`, and where it named none */
  phoneKey: Type.Optional(SignedPhoneKey),
  /** Hash of the bundle in force, so that a till asks for it only when it changed */
  bundleHash: Sha256,
  /** Id of the root key in force; a till that trusts another asks for the rotations. Not in protocol 1 */
  rootKeyId: Type.Optional(Type.String()),
  /** The till shall change its own key. Not in protocol 1 */
  changeTillKey: Type.Optional(Type.Literal(true)),
});
export type FeedAnswer = Type.Static<typeof FeedAnswer>;

/** The most numbers of one pool. */
export const maxPoolNumbers = 500;

/** POST /till/v1/number-pools : numbers for virtual cards, for this journal alone; idempotent by `poolId`. */
export const NumberPoolMessage = Strict({
  protocol: Protocol,
  poolId: Id,
  journalId: Id,
  count: Type.Integer({ minimum: 1, maximum: maxPoolNumbers }),
});
export type NumberPoolMessage = Type.Static<typeof NumberPoolMessage>;
export const NumberPoolReply = Type.Union([
  /** Full card numbers, rising; fewer than were asked for where a range ends */
  Strict({ outcome: Type.Literal('leased'), poolId: Id, numbers: Type.Array(Digits(6, 20), { minItems: 1, maxItems: maxPoolNumbers }) }),
  /** No range has any left for this store */
  Strict({ outcome: Type.Literal('none-left') }),
]);
export type NumberPoolReply = Type.Static<typeof NumberPoolReply>;

/** POST /till/v1/holds : idempotent by `holdId`. */
export const HoldMessage = Strict({
  protocol: Protocol,
  holdId: Id,
  saleId: Id,
  accountId: Id,
  cardNumber: Digits(6, 20),
  points: Points,
  holdSeconds: Type.Integer({ minimum: 60, maximum: 604_800 }),
});
export type HoldMessage = Type.Static<typeof HoldMessage>;
export const HoldReply = Type.Union([
  Strict({ outcome: Type.Literal('held'), points: Points, expiresAtMs: InstantMs }),
  Strict({
    outcome: Type.Literal('refused'),
    reason: Type.Union([Type.Literal('insufficient-points'), Type.Literal('account-unknown'), Type.Literal('card-not-active'), Type.Literal('hold-released')]),
    availablePoints: SignedPoints,
    /** Where more of the customer's points are set aside, the largest part first; absent in protocol 1 and where nothing is */
    reserved: Type.Optional(Type.Array(Strict({ tillId: Id, storeId: Id, points: Points }))),
  }),
]);
export type HoldReply = Type.Static<typeof HoldReply>;

/** GET /till/v1/sales/{id}/returnable : the sale, and its returns at any till as far as the centre took them. An older centre answers 404 */
export const ReturnableReply = Type.Union([
  Strict({ outcome: Type.Literal('known'), sale: SaleCommitted, returns: Type.Array(Strict({ returnId: Id, tillId: Id, result: QuotedReturn })), /** Its claim code was used */ claimed: Type.Optional(Strict({ tillId: Id, atMs: InstantMs })) }),
  Strict({ outcome: Type.Literal('unknown') }),
]);
export type ReturnableReply = Type.Static<typeof ReturnableReply>;

/** POST /till/v1/qr-uses : a code of the application was shown for this sale. The first sale that says so has it, for good. An older centre answers 404 */
export const QrUseMessage = Strict({ protocol: Protocol, keyId: QrProof.properties.keyId, nonce: QrProof.properties.nonce, saleId: Id });
export type QrUseMessage = Type.Static<typeof QrUseMessage>;
export const QrUseReply = Type.Union([Strict({ outcome: Type.Literal('yours') }), Strict({ outcome: Type.Literal('used'), saleId: Id, tillId: Id })]);
export type QrUseReply = Type.Static<typeof QrUseReply>;

/** GET /till/v1/trust : by what this till's slips are believed elsewhere, and whose it shall believe. An older centre answers 404 */
export const TrustAnswer = Strict({
  /** Of the till's key in force: the bytes and the root key's signature, base64url (docs/spec/return-code.md) */
  certificate: Type.String({ maxLength: 2000 }),
  /** A `TrustList` as text, signed by the root key of this id */
  list: Strict({ text: Type.String(), signature: Type.String({ maxLength: 200 }), keyId: Type.String() }),
});
export type TrustAnswer = Type.Static<typeof TrustAnswer>;
