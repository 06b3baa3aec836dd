import Type from 'typebox';
import { Right } from '../domain/operators/right.ts';
import { ClockQuality } from '../domain/time/business-time.ts';
import { Id, InstantMs, Localized, Points, Sha256, Strict } from '../domain/scalars.ts';
import { DeviceStatus } from './devices.ts';
import { Mode } from './sale.ts';

/** Why the till is not online, or what is missing while it is. The page has words for each. */
export const ModeReason = Type.Union([
  Type.Literal('ok'),
  /** This machine is in no network */
  Type.Literal('no-network'),
  /** DNS does not answer, or does not know the centre's name */
  Type.Literal('name-unknown'),
  /** In a network, but no connection could be made: the way to the centre is cut */
  Type.Literal('centre-unreachable'),
  /** The network is up; at the centre's address nobody listens */
  Type.Literal('centre-down'),
  /** It is there, but answers late or with errors */
  Type.Literal('centre-failing'),
  /** Somebody answers who is no centre: a captive portal, another program */
  Type.Literal('centre-answers-rubbish'),
  /** Nothing is in the way: an outage is rehearsed here (`POST /v1/drill`) */
  Type.Literal('drill'),
  /** Somebody answers who does not prove to be the centre; nothing is sent to him */
  Type.Literal('certificate-wrong'),
  /** It refuses this till: token or enrolment */
  Type.Literal('centre-refuses-till'),
  /** The centre has revoked it, and has signed that; its customers are wiped */
  Type.Literal('till-revoked'),
  /** The journal was forked: this till must be enrolled anew */
  Type.Literal('journal-quarantined'),
  /** The journal was damaged and put aside: `journal.setAside` names the file, which must be kept and given to support */
  Type.Literal('journal-set-aside'),
  /** The journal was gone: what the till had not sent is lost; `journal.setAside` names the note about it */
  Type.Literal('journal-lost'),
  Type.Literal('no-customers-yet'),
  Type.Literal('clock-suspect'),
]);
export type ModeReason = Type.Static<typeof ModeReason>;

/** GET /v1/status, and the event `status` */
export const StatusView = Strict({
  version: Type.String(),
  mode: Mode,
  modeReason: ModeReason,
  till: Strict({ tillId: Id, name: Type.String(), storeId: Id, storeName: Type.Optional(Localized) }),
  programme: Type.Optional(Strict({
    programmeId: Id,
    name: Localized,
    currency: Strict({ code: Type.String(), exponent: Type.Integer() }),
    points: Strict({ scale: Type.Integer(), valueMinor: Type.Integer() }),
    timeZone: Type.String(),
    /** Where the shop's application is had: for a QR code */
    applicationUrl: Type.Optional(Type.String()),
    /** What a basket's `external` may name: own points give way to it */
    externalProgrammes: Type.Optional(Type.Array(Strict({ id: Id, name: Localized }))),
    /** Methods that the programme has a name for: a basket's `payment` may bring bonuses */
    paymentMethods: Type.Optional(Type.Array(Strict({ id: Id, name: Localized }))),
  })),
  bundle: Type.Optional(Strict({ serial: Type.Integer(), hash: Sha256, semantics: Type.Integer(), promotions: Type.Integer(), activatedAtMs: InstantMs })),
  /** The last bundle that this till would not take, and why; the one in `bundle` stays in service */
  bundleRefused: Type.Optional(Strict({ code: Type.String(), detail: Type.String(), serial: Type.Optional(Type.Integer()), atMs: InstantMs })),
  /** Operations that the centre has not settled: not yet sent, waiting, parked */
  queue: Strict({ length: Type.Integer(), waiting: Type.Integer(), parked: Type.Integer() }),
  journal: Strict({
    journalId: Id,
    headSeq: Type.Integer(),
    acknowledgedSeq: Type.Integer(),
    /** Read from the connection that commits: `full` or the journal is not durable */
    synchronous: Type.Union([Type.Literal('off'), Type.Literal('normal'), Type.Literal('full'), Type.Literal('extra')]),
    journalMode: Type.String(),
    /** A damaged journal that was put aside, while its file is still in the home: what it was, and the last operation that was carried over from it */
    setAside: Type.Optional(Strict({
      file: Type.String(),
      code: Type.String(),
      wallMs: InstantMs,
      prior: Type.Optional(Strict({ journalId: Id, seq: Type.Integer(), hash: Sha256 })),
    })),
  }),
  /** What may be spent while the centre is out of reach, on one receipt at most; absent before the first programme */
  offlineRedemption: Type.Optional(Strict({ policy: Type.Union([Type.Literal('never'), Type.Literal('allowance'), Type.Literal('risk-limit')]), maxPoints: Points })),
  /** What may be done while nobody is signed in: by the role that the programme gives to nobody */
  unattended: Type.Optional(Strict({ role: Localized, rights: Type.Array(Right) })),
  /** `latencyMs`: from a question to the centre to its answer, the last one */
  sync: Strict({ lastContactMs: Type.Optional(InstantMs), lastError: Type.Optional(Type.String()), latencyMs: Type.Optional(Type.Integer()), breaker: Type.Union([Type.Literal('closed'), Type.Literal('open'), Type.Literal('half-open')]) }),
  cache: Type.Optional(Strict({ generation: Type.Integer(), accounts: Type.Integer(), cursor: Type.Integer(), asOfMs: InstantMs })),
  /** The scanners that the agent itself reads */
  devices: Type.Array(DeviceStatus),
  clock: Strict({ quality: ClockQuality, atMs: InstantMs, wallMs: InstantMs }),
});
export type StatusView = Type.Static<typeof StatusView>;

/** GET /healthz */
export const HealthView = Strict({ status: Type.Union([Type.Literal('ok'), Type.Literal('starting')]), version: Type.String() });
export type HealthView = Type.Static<typeof HealthView>;
