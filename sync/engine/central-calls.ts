/** The calls of the wire protocol, each answer checked against its schema before anybody sees it. All of them throw `SyncFault`. */
import { CodeAnswer, PhoneLookUpAnswer, VerificationAnswer, type CodeMessage, type PhoneLookUp, type VerificationRequest } from '../protocol/customer-messages.ts';
import {
  BlockListAnswer, BundleAnswer, centralTimeHeader, FeedAnswer, HoldReply, NumberPoolReply, PingAnswer, PositionAnswer, protocolVersion, PushAnswer, QrUseReply, ReturnableReply, RootRotationsAnswer, StaffListAnswer, TillKeyAnswer, TrustAnswer, type HoldMessage, type NumberPoolMessage, type QrUseMessage,
} from '../protocol/messages.ts';
import { pushDocument, pushLines, pushLinesType, takesPushLines, type PushBatch } from '../protocol/push-lines.ts';
import { ReconciliationAnswer, type ReconciliationSpan } from '../protocol/reconciliation.ts';
import type { SignedRotation } from '../protocol/root-rotation.ts';
import type { HttpClient, HttpHead } from './http-client.ts';
import { answerReader, faultOf, rubbish, type AnswerReader } from './read-answer.ts';
import { readSnapshotPiece, type SnapshotPiece, type SnapshotRest } from './snapshot-piece.ts';
import { SyncFault } from './sync-fault.ts';
import type { SyncTiming } from './sync-timing.ts';
import type { BegunKeyChange } from './till-key-change.ts';

export interface CentralCalls {
  ping(signal: AbortSignal): Promise<PingAnswer>;
  position(journalId: string, signal: AbortSignal): Promise<PositionAnswer>;
  push(batch: PushBatch, signal: AbortSignal): Promise<PushReply>;
  /** Undefined where `activeHash` is still in force */
  bundle(activeHash: string | undefined, signal: AbortSignal): Promise<BundleAnswer | undefined>;
  /** Undefined where `activeHash` is still in force, or where the centre knows no such list */
  blockList(activeHash: string | undefined, signal: AbortSignal): Promise<BlockListAnswer | undefined>;
  /** The same of who may sign in at the till's store */
  staff(activeHash: string | undefined, signal: AbortSignal): Promise<StaffListAnswer | undefined>;
  feed(query: FeedQuery, signal: AbortSignal): Promise<FeedAnswer | 'epoch-changed'>;
  /** A piece of a snapshot, or what is left of the one that `rest` names */
  snapshot(journalId: string, rest: SnapshotRest | undefined, signal: AbortSignal): Promise<SnapshotPiece>;
  /** How the root key handed over since the one with this id; asked without a token's right, so that a till that is refused may */
  rootRotations(afterKeyId: string, signal: AbortSignal): Promise<readonly SignedRotation[]>;
  changeTillKey(change: BegunKeyChange, signal: AbortSignal): Promise<void>;
  hold(message: HoldMessage, timeoutMs: number, signal: AbortSignal): Promise<HoldReply>;
  reconciliation(span: ReconciliationSpan, signal: AbortSignal): Promise<ReconciliationAnswer>;
  /** `none-left` also where an older centre leases no numbers */
  numberPool(message: NumberPoolMessage, signal: AbortSignal): Promise<NumberPoolReply>;
  findByPhone(message: PhoneLookUp, timeoutMs: number, signal: AbortSignal): Promise<PhoneLookUpAnswer>;
  requestCode(message: VerificationRequest, timeoutMs: number, signal: AbortSignal): Promise<VerificationAnswer>;
  checkCode(verificationId: string, message: CodeMessage, timeoutMs: number, signal: AbortSignal): Promise<CodeAnswer>;
  /** Undefined where the centre knows no such call */
  trust(signal: AbortSignal): Promise<TrustAnswer | undefined>;
  returnable(saleId: string, timeoutMs: number, signal: AbortSignal): Promise<ReturnableReply>;
  useQr(message: QrUseMessage, timeoutMs: number, signal: AbortSignal): Promise<QrUseReply>;
}

export type PushReply = { type: 'pushed'; answer: PushAnswer } | { type: 'gap'; expectedSeq: number } | { type: 'too-large' };

export interface FeedQuery {
  journalId: string;
  epoch: string;
  cursor: number;
  limit: number;
  /** The last operation of the journal that the rows contain */
  throughSeq: number;
  waitMs: number;
  /** Ids of operations that waited for something when the centre last spoke of them */
  waiting: readonly string[];
  /** Verdicts on cards that changed after this position are told of */
  revisedAfter?: number;
  /** Parked operations, each as `id~reason` */
  parked?: readonly string[];
  /** Id of the sealing key that the till has, or `none`: another one is told of */
  sealingKey?: string;
  /** The same of the key of telephone hashes */
  phoneKey?: string;
}

export interface CentralCallsOptions {
  http: HttpClient;
  timing: SyncTiming;
  onCentralTime: (centralTimeMs: number, roundTripMs: number) => void;
}

const readPing = answerReader(PingAnswer);
const readPosition = answerReader(PositionAnswer);
const readPush = answerReader(PushAnswer);
const readBundle = answerReader(BundleAnswer);
const readBlockList = answerReader(BlockListAnswer);
const readStaff = answerReader(StaffListAnswer);
const readFeed = answerReader(FeedAnswer);
const readRotations = answerReader(RootRotationsAnswer);
const readTillKey = answerReader(TillKeyAnswer);
const readReconciliation = answerReader(ReconciliationAnswer);
const readHold = answerReader(HoldReply);
const readNumberPool = answerReader(NumberPoolReply);
const readPhoneLookUp = answerReader(PhoneLookUpAnswer);
const readVerification = answerReader(VerificationAnswer);
const readCode = answerReader(CodeAnswer);
const readTrust = answerReader(TrustAnswer);
const readReturnable = answerReader(ReturnableReply);
const readQrUse = answerReader(QrUseReply);
/** A feed request that took longer was held by the centre, and half of its duration is not how old the answer's time is. */
const heldFeedMs = 1_000;

export function createCentralCalls({ http, timing, onCentralTime }: CentralCallsOptions): CentralCalls {
  /** As its last answer said: after an outage another centre may answer */
  let takesLines = false;
  const tellTime = (head: HttpHead): void => {
    const text = head.headers[centralTimeHeader] ?? '';
    if (/^\d{1,16}$/.test(text)) onCentralTime(Number(text), head.roundTripMs);
  };
  const get = async (path: string, timeoutMs: number, signal: AbortSignal, headers: Record<string, string> = {}) => {
    const answer = await http.call({ method: 'GET', path: `/till/v1/${path}`, headers, timeoutMs, signal });
    if (!path.startsWith('feed') || answer.roundTripMs < heldFeedMs) tellTime(answer);
    takesLines = takesPushLines(answer.headers['accept-post']);
    return answer;
  };
  const post = async (path: string, body: object, timeoutMs: number, signal: AbortSignal) => {
    const content = body instanceof Uint8Array ? { body, contentType: pushLinesType } : { body: JSON.stringify(body) };
    const answer = await http.call({ method: 'POST', path: `/till/v1/${path}`, ...content, timeoutMs, signal });
    tellTime(answer);
    takesLines = takesPushLines(answer.headers['accept-post']);
    return answer;
  };
  /** Undefined where this one is still in force, or where the centre is older than the list. */
  const signedList = async <Answer>(path: string, read: AnswerReader<Answer>, activeHash: string | undefined, signal: AbortSignal): Promise<Answer | undefined> => {
    const answer = await get(path, timing.callTimeoutMs, signal, activeHash === undefined ? {} : { 'if-none-match': `"${activeHash}"` });
    if (answer.status === 304 && activeHash !== undefined) return undefined;
    try {
      return read(answer);
    } catch (fault) {
      if (fault instanceof SyncFault && fault.problem?.code === 'not-found') return undefined;
      throw fault;
    }
  };
  return {
    ping: async (signal) => readPing(await get('ping', timing.probeTimeoutMs, signal)),
    position: async (journalId, signal) => readPosition(await get(`position?${query({ journalId })}`, timing.callTimeoutMs, signal)),
    async push(batch, signal) {
      try {
        const lines = takesLines ? pushLines(batch) : undefined;
        const answer = await post('push', lines ?? pushDocument(batch), timing.pushTimeoutMs, signal);
        // Whoever says so: a proxy before the centre has a limit of its own, and answers with a page.
        if (answer.status === 413) return { type: 'too-large' };
        return { type: 'pushed', answer: readPush(answer) };
      } catch (fault) {
        const problem = fault instanceof SyncFault ? fault.problem : undefined;
        if (problem?.code === 'journal-gap' && problem.expected !== undefined) return { type: 'gap', expectedSeq: problem.expected };
        throw fault;
      }
    },
    async bundle(activeHash, signal) {
      const answer = await get('bundle', timing.callTimeoutMs, signal, activeHash === undefined ? {} : { 'if-none-match': `"${activeHash}"` });
      return answer.status === 304 && activeHash !== undefined ? undefined : readBundle(answer);
    },
    blockList: async (activeHash, signal) => await signedList('block-list', readBlockList, activeHash, signal),
    staff: async (activeHash, signal) => await signedList('staff', readStaff, activeHash, signal),
    async trust(signal) {
      const answer = await get('trust', timing.callTimeoutMs, signal);
      try {
        return readTrust(answer);
      } catch (fault) {
        if (fault instanceof SyncFault && fault.problem?.code === 'not-found') return undefined;
        throw fault;
      }
    },
    async feed({ journalId, epoch, cursor, limit, throughSeq, waitMs, waiting, parked = [], sealingKey, revisedAfter, phoneKey }, signal) {
      const path = `feed?${query({ journalId, epoch, cursor: String(cursor), limit: String(limit), through: String(throughSeq), waitMs: String(waitMs), protocol: String(protocolVersion), ...(waiting.length === 0 ? {} : { waiting: waiting.join(',') }), ...(parked.length === 0 ? {} : { parked: parked.join(',') }), ...(sealingKey === undefined ? {} : { sealingKey }), ...(revisedAfter === undefined ? {} : { revisedAfter: String(revisedAfter) }), ...(phoneKey === undefined ? {} : { phoneKey }) })}`;
      try {
        return readFeed(await get(path, waitMs + timing.feedGraceMs, signal));
      } catch (fault) {
        if (fault instanceof SyncFault && fault.problem?.code === 'epoch-changed') return 'epoch-changed';
        throw fault;
      }
    },
    async snapshot(journalId, rest, signal) {
      const head = await http.open({
        method: 'GET',
        path: `/till/v1/snapshot?${query({ journalId, protocol: String(protocolVersion) })}`,
        headers: {
          accept: 'application/x-ndjson', 'accept-encoding': 'gzip', range: `bytes=${rest?.offset ?? 0}-`, ...(rest === undefined ? {} : { 'if-range': rest.etag }),
        },
        timeoutMs: timing.callTimeoutMs,
        signal,
      });
      tellTime(head);
      const piece = readSnapshotPiece(head, rest);
      if (piece !== undefined) return { ...piece, body: head.body };
      head.body.destroy();
      // Its text is not waited for: what matters is in the status.
      throw head.status >= 400 ? faultOf(head, '') : rubbish(head.status, 'no snapshot');
    },
    rootRotations: async (after, signal) => readRotations(await get(`root-rotations?${query({ after })}`, timing.callTimeoutMs, signal)).rotations,
    changeTillKey: async (change, signal) => void readTillKey(await post('till-key', { protocol: protocolVersion, ...change }, timing.callTimeoutMs, signal)),
    async numberPool(message, signal) {
      try {
        return readNumberPool(await post('number-pools', message, timing.callTimeoutMs, signal));
      } catch (fault) {
        if (fault instanceof SyncFault && fault.problem?.code === 'not-found') return { outcome: 'none-left' };
        throw fault;
      }
    },
    findByPhone: async (message, timeoutMs, signal) => readPhoneLookUp(await post('customers-by-phone', message, timeoutMs, signal)),
    requestCode: async (message, timeoutMs, signal) => readVerification(await post('verifications', message, timeoutMs, signal)),
    checkCode: async (verificationId, message, timeoutMs, signal) => readCode(await post(`verifications/${encodeURIComponent(verificationId)}/code`, message, timeoutMs, signal)),
    hold: async (message, timeoutMs, signal) => readHold(await post('holds', message, timeoutMs, signal)),
    reconciliation: async ({ journalId, fromSeq, toSeq }, signal) =>
      readReconciliation(await get(`reconciliation?${query({ journalId, fromSeq: String(fromSeq), toSeq: String(toSeq) })}`, timing.callTimeoutMs, signal)),
    returnable: async (saleId, timeoutMs, signal) => readReturnable(await get(`sales/${encodeURIComponent(saleId)}/returnable`, timeoutMs, signal)),
    useQr: async (message, timeoutMs, signal) => readQrUse(await post('qr-uses', message, timeoutMs, signal)),
  };
}

function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}
