/**
 * Where a device is.
 *
 *                 port seen                opened
 *      absent ───────────────► opening ───────────────► open ◄────────────┐
 *        ▲  ▲                   │  │  ▲                 │  │ too much     │ 2 s of calm
 *        │  │ port gone         │  │  │ retry is due    │  ▼              │
 *        │  └── busy ◄──in use──┘  │  │                 │ flooding ───────┘
 *        │      denied ◄─no right──┤  │                 │
 *        │      failed ◄─time-out──┘  │                 │ pulled, or the line fails
 *        │       └────────────────────┤                 ▼
 *        │                            └── reopening ◄─ lost
 *        └───────────── port gone ─────────┴────────────┘
 *
 *   disabled: by configuration, or its transport does not work on this machine. Only a new configuration leaves it.
 */
import { unreachable } from '../../agent/domain/unreachable.ts';
import type { DeviceFault, FaultKind } from './device-fault.ts';

export const deviceStates = ['absent', 'opening', 'open', 'flooding', 'lost', 'reopening', 'busy', 'denied', 'failed', 'disabled'] as const;
export type DeviceState = (typeof deviceStates)[number];

export interface Condition {
  readonly state: DeviceState;
  /** Why it is not open, or what is wrong with what it sends */
  readonly fault?: { readonly kind: FaultKind; readonly detail: string };
  /** Attempts since it was open last */
  readonly attempts: number;
  /** How long to wait before the next attempt; absent where none is due */
  readonly retryInMs?: number;
}

export type DeviceEvent =
  | { readonly kind: 'seen' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'failed'; readonly fault: DeviceFault }
  | { readonly kind: 'flood' }
  | { readonly kind: 'calm' }
  | { readonly kind: 'noise'; readonly detail: string }
  | { readonly kind: 'scanned' }
  | { readonly kind: 'disabled'; readonly fault?: DeviceFault };

/** A port that came back must be open within 2 s: the last of these waits, the look for ports and the opening together stay below. */
const soonMs = [100, 250, 500, 1_000] as const;
const laterMs = [500, 1_000, 1_500] as const;

export const firstCondition: Condition = { state: 'absent', attempts: 0 };

/** What an event makes of a condition. An event that means nothing in a state leaves it as it is. */
export function nextCondition(now: Condition, event: DeviceEvent): Condition {
  if (now.state === 'disabled') return now;
  switch (event.kind) {
    case 'seen': return now.state === 'absent' ? { state: 'opening', attempts: now.attempts } : now;
    case 'gone': return gone(now);
    case 'opened': return now.state === 'opening' || now.state === 'reopening' ? { state: 'open', attempts: 0 } : now;
    case 'retry': return retried(now);
    case 'failed': return failed(now, event.fault);
    case 'flood': return isStreaming(now) ? { state: 'flooding', attempts: 0, fault: { kind: 'protocol', detail: 'it sends more than any scanner does; the surplus is dropped' } } : now;
    case 'calm': return now.state === 'flooding' ? { state: 'open', attempts: 0 } : now;
    case 'noise': return now.state === 'open' ? { ...now, fault: { kind: 'protocol', detail: event.detail } } : now;
    case 'scanned': return now.state === 'open' && now.fault !== undefined ? { state: 'open', attempts: 0 } : now;
    case 'disabled': return { state: 'disabled', attempts: 0, ...(event.fault === undefined ? {} : { fault: said(event.fault) }) };
    default: return unreachable(event);
  }
}

/** One that was open a moment ago goes on saying why it is not. */
function gone(now: Condition): Condition {
  if (now.state === 'absent') return now;
  const wasOpen = isStreaming(now) || now.state === 'lost' || now.state === 'reopening';
  return { state: 'absent', attempts: 0, ...(wasOpen ? { fault: { kind: 'disconnected', detail: 'its port is gone' } } : {}) };
}

function retried(now: Condition): Condition {
  if (now.retryInMs === undefined) return now;
  const { retryInMs: _due, ...rest } = now;
  return { ...rest, state: now.state === 'lost' ? 'reopening' : 'opening' };
}

function failed(now: Condition, fault: DeviceFault): Condition {
  if (now.state === 'absent') return now;
  const attempts = now.attempts + 1;
  const waits = fault.retry === 'soon' ? soonMs : laterMs;
  const retryInMs = waits[Math.min(attempts, waits.length) - 1];
  const isOver = fault.retry === 'never' || retryInMs === undefined;
  return { state: stateAfter(now, fault), attempts, fault: said(fault), ...(isOver ? {} : { retryInMs }) };
}

function stateAfter(now: Condition, fault: DeviceFault): DeviceState {
  if (fault.mend === 'permission') return 'denied';
  if (fault.kind === 'busy') return 'busy';
  if (fault.kind === 'disconnected' || isStreaming(now)) return 'lost';
  return 'failed';
}

function said({ kind, message }: DeviceFault): { kind: FaultKind; detail: string } {
  return { kind, detail: message };
}

export function isStreaming({ state }: Condition): boolean {
  return state === 'open' || state === 'flooding';
}
