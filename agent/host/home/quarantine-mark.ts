import type { Logger } from 'pino';
import type { Meta } from '../../ports/meta.ts';

const metaKey = 'quarantined-journal';

export interface QuarantineMark {
  isMarked(): boolean;
  /** Never throws: a disk that takes nothing now is asked again the next time that the centre says so. */
  mark(): void;
}

/** That this journal was forked must be known after a restart without the centre: what was set aside for it is spent by its clone too. */
export function createQuarantineMark(meta: Meta, journalId: string, log: Logger): QuarantineMark {
  const isMarked = (): boolean => meta.get(metaKey) === journalId;
  return {
    isMarked,
    mark: () => {
      if (isMarked()) return;
      try {
        meta.set(metaKey, journalId);
      } catch (err) {
        log.error({ err }, 'that this journal is quarantined could not be remembered');
      }
    },
  };
}
