import type { TFunction } from 'i18next';
import { Icon } from './icon.tsx';
import { Press } from './press.tsx';
import type { Formats } from '../../agent/contract/words/formats.ts';
import { shortCode } from '../format/short-code.ts';
import type { Notice } from '../state/notices.ts';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { hintValues } from '../words/card-hint-words.ts';
import { failureWords } from '../words/notice-words.ts';
import { useWords, type Words } from '../words/use-words.ts';

/** The one notice, under the basket: a sentence with the next step, and the way back where there is one. */
export function NoticeBar({ onUndo }: Readonly<{ onUndo: () => void }>) {
  const { t, formats, localize } = useWords();
  const till = useTill();
  const notice = useSubject(till.notices.notice$);
  const goods = useSubject(till.goods.goods$);
  const canUndo = useSubject(till.sale.canUndo$);
  const nameOf = (sku: string) => {
    const good = goods.get(sku);
    return good === undefined ? sku : localize(good.name);
  };
  const isUndoable = notice !== undefined && (notice.kind === 'line-removed' || notice.kind === 'sale-cancelled') && canUndo;
  function toReturn(code: string): void {
    till.notices.clear();
    till.places.go('returns', code);
  }
  function toClaim(code: string): void {
    till.notices.clear();
    // to the card of the sale, or else to the search
    till.places.go('cards');
    till.claimCode$.next(code);
  }
  const tone = notice?.kind === 'failure' ? 'wrong' : 'calm';
  return (
    <div className="notice-place" role="status" aria-label={t('notice.label')}>
      {notice === undefined ? null : (
        <div className={`notice notice-${tone}`}>
          <Icon name={tone === 'wrong' ? 'warning' : 'info'} />
          <p>{noticeWords(t, formats, localize, notice, nameOf)}</p>
          {isUndoable ? <Press kind="quiet" icon="undo" hotkey="Ctrl Z" onPress={onUndo}>{t('actions.undo')}</Press> : null}
          {notice.kind === 'return-code' ? <Press icon="receipt" onPress={() => toReturn(notice.code)}>{t('notice.toReturn')}</Press> : null}
          {notice.kind === 'claim-code' ? <Press icon="card" onPress={() => toClaim(notice.code)}>{t('notice.toClaim')}</Press> : null}
          <Press kind="quiet" icon="close" label={t('actions.dismiss')} onPress={() => till.notices.clear()} />
        </div>
      )}
    </div>
  );
}

function noticeWords(t: TFunction, formats: Formats, localize: Words['localize'], notice: Notice, nameOf: (sku: string) => string): string {
  if (notice.kind === 'failure') return failureWords(t, formats, localize, notice.failure);
  if (notice.kind === 'unknown-code') return t(`notice.unknown.${notice.looksLike}`, { code: shortCode(notice.code), ...hintValues(notice, localize) });
  if (notice.kind === 'nothing-found') return t('search.nothing', { query: notice.query });
  if (notice.kind === 'line-removed') return t('notice.removed', { name: nameOf(notice.sku) });
  if (notice.kind === 'language-away') return t('notice.languageAway');
  if (notice.kind === 'scan-unsent') return t('notice.scanUnsent');
  if (notice.kind === 'scans-wait') return t('notice.scansWait', { count: notice.count });
  if (notice.kind === 'card-told') return t(`notice.card-told.${notice.change}`);
  return notice.kind === 'sale-cancelled' ? t('notice.cancelled') : t(`notice.${notice.kind}`);
}
