import { useState } from 'react';
import type { SignInRequest } from '../../agent/contract/operators.ts';
import { failureOf, type ApiFailure } from '../client/api-failure.ts';
import { useTill } from '../state/till-context.ts';
import { useBadge } from './use-badge.ts';

/** What somebody has said of themselves so far, and how the agent took it. */
export interface PersonEntry {
  user: string;
  badge: string | undefined;
  pin: string;
  failure: ApiFailure | undefined;
  /** The till's time until which this person has to wait after wrong PINs */
  waitsUntilMs: number | undefined;
  isChecking: boolean;
  /** Who and with what, once both are there */
  credentials: SignInRequest | undefined;
  setUser: (user: string) => void;
  setPin: (pin: string) => void;
  /** Asks the agent; the PIN is gone afterwards, right or wrong. */
  check: (ask: (who: SignInRequest) => Promise<void>) => Promise<void>;
}

const shortestPin = 4;

/** Somebody says who they are: by name, or by a badge that they scan, with their PIN. `known`: their name is known already. */
export function usePerson(known = ''): PersonEntry {
  const { link } = useTill();
  const [who, setWho] = useState<{ user: string; badge?: string }>({ user: known });
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  const [waitsUntilMs, setWaitsUntilMs] = useState<number>();
  const [isChecking, setChecking] = useState(false);

  function become(next: { user: string; badge?: string }): void {
    setWho(next);
    // A wait is one person's.
    setFailure(undefined);
    setWaitsUntilMs(undefined);
  }
  useBadge((badge) => become({ user: '', badge }));

  const name = who.user.trim();
  const credentials = pin.length < shortestPin ? undefined : who.badge !== undefined ? { badge: who.badge, pin } : name === '' ? undefined : { user: name, pin };
  return {
    user: who.user,
    badge: who.badge,
    pin,
    failure,
    waitsUntilMs,
    isChecking,
    credentials,
    setUser: (user) => become({ user }),
    setPin,
    check: async (ask) => {
      if (credentials === undefined || isChecking) return;
      setChecking(true);
      try {
        await ask(credentials);
      } catch (error) {
        const why = failureOf(error);
        setFailure(why);
        const waitMs = waitOf(why);
        setWaitsUntilMs(waitMs === undefined ? undefined : link.nowMs() + waitMs);
      } finally {
        setPin('');
        setChecking(false);
      }
    },
  };
}

/** The agent says how long in a member of its problem. */
function waitOf(failure: ApiFailure): number | undefined {
  if (failure.kind !== 'problem' || failure.problem.code !== 'operator-locked') return undefined;
  const { retryAfterMs } = failure.problem as typeof failure.problem & { retryAfterMs?: unknown };
  return typeof retryAfterMs === 'number' ? retryAfterMs : undefined;
}
