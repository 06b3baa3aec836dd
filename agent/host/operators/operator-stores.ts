import { createHash, randomBytes } from 'node:crypto';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { noWrongPins } from '../../domain/operators/lock-out.ts';
import { Right } from '../../domain/operators/right.ts';
import { Id, InstantMs, Sha256, Strict } from '../../domain/scalars.ts';
import { createKeptMap } from './kept-map.ts';
import type { LockOuts, Overrides, Sessions } from '../../ports/operators.ts';
import type { Meta } from '../../ports/meta.ts';

/** A session that is used says so on the disk no more often than this: nobody is signed out for it, and no sale waits for it. */
const touchEveryMs = 60_000;

const isSession = Compile(Strict({ userId: Id, startedAtMs: InstantMs, lastUsedAtMs: InstantMs }));
const isWrongPins = Compile(Strict({ count: Type.Integer({ minimum: 0 }), lockedUntilMs: Type.Optional(InstantMs), delayMs: Type.Optional(Type.Integer({ minimum: 0 })) }));
const isOverride = Compile(Strict({
  overrideId: Id, right: Right, userId: Id, forUserId: Type.Optional(Id), expiresAtMs: InstantMs,
  subjects: Type.Optional(Type.Array(Type.String())),
  uses: Type.Optional(Type.Array(Strict({ what: Type.String(), intent: Type.String(), callDigest: Sha256 }))),
}));

interface StoreOptions {
  readonly meta: Meta;
  readonly onFault: (error: unknown) => void;
}

export function createSessions(options: StoreOptions): Sessions {
  const kept = createKeptMap({ ...options, metaKey: 'operator-sessions', most: 50, isValue: (value) => isSession.Check(value) });
  const storedAtMs = new Map<string, number>();
  return {
    begin(userId, nowMs) {
      const token = randomBytes(32).toString('base64url');
      kept.set(digest(token), { userId, startedAtMs: nowMs, lastUsedAtMs: nowMs });
      return token;
    },
    find: (token) => kept.get(digest(token)),
    touch(token, nowMs) {
      const key = digest(token);
      const session = kept.get(key);
      if (session === undefined || nowMs <= session.lastUsedAtMs) return;
      const used = { ...session, lastUsedAtMs: nowMs };
      if (nowMs - (storedAtMs.get(key) ?? session.startedAtMs) < touchEveryMs) {
        kept.note(key, used);
        return;
      }
      storedAtMs.set(key, nowMs);
      kept.set(key, used);
    },
    end(token) {
      storedAtMs.delete(digest(token));
      kept.delete(digest(token));
    },
  };
}

export function createLockOuts(options: StoreOptions): LockOuts {
  const kept = createKeptMap({ ...options, metaKey: 'operator-lock-outs', most: 2_000, isValue: (value) => isWrongPins.Check(value) });
  return {
    of: (who) => kept.get(digest(who)) ?? noWrongPins,
    set(who, wrong) {
      if (wrong.count === 0) kept.delete(digest(who));
      else kept.set(digest(who), wrong);
    },
  };
}

/** For so long after their end the answer to a repeated call is still given. */
const keptAfterMs = 24 * 3_600_000;

export function createOverrides(options: StoreOptions): Overrides {
  const kept = createKeptMap({ ...options, metaKey: 'operator-overrides', most: 500, isValue: (value) => isOverride.Check(value) });
  return {
    find: (overrideId) => kept.get(overrideId),
    save(override, nowMs) {
      for (const [overrideId, { expiresAtMs }] of kept.entries()) if (nowMs > expiresAtMs + keptAfterMs) kept.delete(overrideId);
      const { subjects, uses, ...given } = override;
      kept.set(override.overrideId, { ...given, ...(subjects === undefined ? {} : { subjects: [...subjects] }), ...(uses === undefined ? {} : { uses: [...uses] }) });
    },
  };
}

/** Tokens must not lie on the disk, and neither must what somebody typed as a name: it may have been a PIN. */
function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
