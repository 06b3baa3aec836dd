import { createHash } from 'node:crypto';
import { Bundle } from '../../domain/bundle/bundle.ts';
import { agentVersion } from '../version.ts';
import type { BundleEnvelope } from '../../ports/bundles.ts';
import type { Meta } from '../../ports/meta.ts';

const metaKey = 'bundle.form';

/** Remembers which bundle text passed the check of its form, so that a restart need not compile and run that check again. */
export interface KnownForm {
  /** Whether this very text, digest included, passed by the schema of this release. A text that was damaged since did not. */
  has(envelope: Pick<BundleEnvelope, 'text' | 'hash'>): boolean;
  /** It passed. A disk that does not take it only makes the next start longer. */
  remember(hash: string): void;
}

export function createKnownForm(meta: Meta): KnownForm {
  // Another schema, or another release, checks anew.
  const schema = sha256(`${agentVersion} ${JSON.stringify(Bundle)}`);
  const markOf = (hash: string): string => `${hash} ${schema}`;
  return {
    has: ({ text, hash }) => meta.get(metaKey) === markOf(hash) && sha256(text) === hash,
    remember: (hash) => {
      try {
        if (meta.get(metaKey) !== markOf(hash)) meta.set(metaKey, markOf(hash));
      } catch {
        // See above.
      }
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
