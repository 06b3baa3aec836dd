import type { SignedRotation } from '../protocol/root-rotation.ts';
import { followRotations, rootKeyId } from './follow-rotations.ts';
import { SyncFault } from './sync-fault.ts';
import type { SyncLog } from './sync-log.ts';

export interface RootFollower {
  /** The root key that is trusted now, SPKI DER in base64 */
  publicKey(): string;
  /**
   * Whoever answered signs with this key, or with one that the till does not know (undefined): where it is not the trusted one, the rotations are asked for.
   * Nothing but a chain of links, each signed by the key before it, changes what is trusted. @throws SyncFault where the centre cannot be asked; what `onChanged` throws
   */
  follow(announcedKeyId: string | undefined): Promise<void>;
}

export interface RootFollowerOptions {
  publicKey: string;
  /** Links after the key with this id */
  ask: (keyId: string) => Promise<readonly SignedRotation[]>;
  /** Stores the new key; it counts when this returns */
  onChanged: (publicKey: string) => void;
  log: SyncLog;
}

/**
 *   trusting K ──► announced: K' ──► asked ──► every link holds: stored ──► trusting the last
 *        ▲                                └──► a link does not hold: K stays, and this K' is not asked about again
 *        └────────────────────────────────────┘
 */
export function createRootFollower({ publicKey: first, ask, onChanged, log }: RootFollowerOptions): RootFollower {
  let publicKey = first;
  let refusedKeyId: string | undefined;
  return {
    publicKey: () => publicKey,
    async follow(announced) {
      const trusted = rootKeyId(publicKey);
      if (announced !== undefined && (announced === trusted || announced === refusedKeyId)) return;
      const links = await ask(trusted).catch((fault: unknown): readonly SignedRotation[] => {
        // A centre from before rotations knows no such call.
        if (fault instanceof SyncFault && fault.kind === 'problem') return [];
        throw fault;
      });
      const next = followRotations(publicKey, links);
      if (next === undefined || (announced !== undefined && rootKeyId(next) !== announced)) {
        refusedKeyId = announced;
        log.error({ trusted, announced }, 'the centre names another root key, and the key that this till trusts does not prove it: it is not taken');
        return;
      }
      if (next === publicKey) return;
      onChanged(next);
      publicKey = next;
      log.warn({ before: trusted, keyId: rootKeyId(next), links: links.length }, 'the centre has changed its root key, and the old one has signed that');
    },
  };
}
