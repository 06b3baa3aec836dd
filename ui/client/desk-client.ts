import type { DrillView, OutageReport, ReconciliationView } from '../../agent/contract/desk.ts';
import type { JournalEntry, JournalPage, ResolveRequest, WholeOperation } from '../../agent/contract/journal.ts';
import type { LimitList } from '../../agent/contract/limits.ts';
import type { JsonCaller } from './json-caller.ts';
import { isRecord } from './send-json.ts';

export type CentreState = JournalEntry['centre']['state'];
export interface JournalAsked {
  state?: CentreState;
  kind?: string;
  /** A day of the store's zone */
  date?: string;
  /** `nextFrom` of the page before */
  from?: number;
}

/** The calls of the manager's desk. Each throws `ApiError`; a call that changes something has a key, so that sent again it counts once. */
export interface DeskClient {
  journal(asked: JournalAsked): Promise<JournalPage>;
  operation(opId: string): Promise<WholeOperation>;
  resolve(opId: string, request: ResolveRequest, key: string, overrideId?: string): Promise<WholeOperation>;
  /** Undefined: the last 24 hours */
  outages(fromMs?: number): Promise<OutageReport>;
  drill(): Promise<DrillView>;
  beginDrill(minutes: number, key: string): Promise<DrillView>;
  endDrill(): Promise<DrillView>;
  limits(date: string | undefined): Promise<LimitList>;
  reconcile(date: string | undefined, overrideId?: string): Promise<ReconciliationView>;
  recordShift(date: string | undefined, key: string, overrideId?: string): Promise<ReconciliationView>;
}

const isOperation = (body: Record<string, unknown>): boolean => typeof body.opId === 'string' && isRecord(body.what) && isRecord(body.centre) && Array.isArray(body.repairs);
const isDrill = (body: Record<string, unknown>): boolean => (body.running === undefined || isRecord(body.running)) && (body.last === undefined || isRecord(body.last));
const isShift = (body: Record<string, unknown>): boolean => typeof body.outcome === 'string' && isRecord(body.till) && Array.isArray(body.differences);
const approved = (overrideId: string | undefined) => (overrideId === undefined ? {} : { overrideId });

export function createDeskClient(send: JsonCaller): DeskClient {
  const at = (opId: string, rest = '') => `v1/journal/${encodeURIComponent(opId)}${rest}`;
  return {
    journal: (asked) => send({ method: 'GET', path: `v1/journal${queryOf(asked)}` }, (body) => Array.isArray(body.entries) && body.entries.every((entry) => isRecord(entry) && isOperation(entry))),
    operation: (opId) => send({ method: 'GET', path: at(opId) }, isOperation),
    resolve: (opId, body, idempotencyKey, overrideId) => send({ method: 'POST', path: at(opId, '/resolve'), body, idempotencyKey, ...approved(overrideId) }, isOperation),
    outages: (from) => send({ method: 'GET', path: `v1/reports/outage${queryOf({ from })}` }, (body) => Array.isArray(body.outages)),
    drill: () => send({ method: 'GET', path: 'v1/drill' }, isDrill),
    beginDrill: (minutes, idempotencyKey) => send({ method: 'POST', path: 'v1/drill', body: { minutes }, idempotencyKey }, isDrill),
    endDrill: () => send({ method: 'DELETE', path: 'v1/drill' }, isDrill),
    limits: (date) => send({ method: 'GET', path: `v1/limits${queryOf({ date })}` }, (body) => Array.isArray(body.hits)),
    reconcile: (date, overrideId) => send({ method: 'GET', path: `v1/reconciliation${queryOf({ date })}`, ...approved(overrideId) }, isShift),
    recordShift: (date, idempotencyKey, overrideId) => send({ method: 'POST', path: 'v1/reconciliation', body: date === undefined ? {} : { date }, idempotencyKey, ...approved(overrideId) }, isShift),
  };
}

function queryOf(values: object): string {
  const named = Object.entries(values).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [name, String(value)]);
  return named.length === 0 ? '' : `?${new URLSearchParams(named).toString()}`;
}
