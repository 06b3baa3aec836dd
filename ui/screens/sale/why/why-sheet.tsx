import './why.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleView } from '../../../../agent/contract/sale.ts';
import { traceWords } from '../../../../agent/contract/words/trace-sentences.ts';
import { SideSheet } from '../../../components/side-sheet.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { useTill } from '../../../state/till-context.ts';
import { useSubject } from '../../../state/use-subject.ts';
import { failureWords } from '../../../words/notice-words.ts';
import { pointsCount, useWords } from '../../../words/use-words.ts';
import type { BasketRow } from '../basket-rows.ts';
import type { Explained } from './use-explained.ts';
import { useTraceSpeech } from './use-trace-speech.ts';
import { whyParts, type WhyParts } from './why-parts.ts';

export interface WhySheetProps {
  view: SaleView;
  explained: Explained;
  /** The line that is selected */
  row: BasketRow | undefined;
  onClose: () => void;
}

const scopes = ['line', 'receipt'] as const;
const parts = ['gave', 'earned', 'lost', 'missing', 'remarks'] as const satisfies (keyof WhyParts)[];

/** Why a line, or the receipt, costs what it costs: what acted, what gave way to it, what is missing for more. It follows the selected line. */
export function WhySheet({ view, explained, row, onClose }: Readonly<WhySheetProps>) {
  const { t } = useTranslation('sale');
  const { t: shared, formats, localize } = useWords();
  const [chosen, setScope] = useState<(typeof scopes)[number]>('line');
  const scope = row === undefined ? 'receipt' : chosen;
  const { sale, failure } = explained;
  return (
    <SideSheet title={t('why.title')} onClose={onClose}>
      <Tabs label={t('why.title')} names={row === undefined ? ['receipt'] : scopes} words={(name) => t(`why.${name}`)} chosen={scope} onChoose={setScope} />
      {scope === 'line' && row !== undefined ? <LineFacts row={row} sale={view} /> : null}
      <div className="why-body" tabIndex={0} role="group" aria-label={t(`why.${scope}`)}>
        {sale === undefined && failure !== undefined ? <p role="alert" className="why-failed">{failureWords(shared, formats, localize, failure)}</p> : null}
        {sale === undefined ? null : <Reasons sale={sale} lineId={scope === 'line' ? row?.line.lineId : undefined} />}
      </div>
      <p className="why-total"><span>{shared('totals.toPay')}</span><strong>{formats.money(view.priced.payableMinor)}</strong></p>
    </SideSheet>
  );
}

function LineFacts({ row, sale }: Readonly<{ row: BasketRow; sale: SaleView }>) {
  const { t, formats, localize } = useWords();
  const scale = useSubject(useTill().link.link$).status?.programme?.points.scale ?? 0;
  const points = sale.priced.lines.find(({ lineId }) => lineId === row.line.lineId)?.pointsEarned ?? 0;
  return (
    <div className="why-line">
      <p className="why-name">{row.good === undefined ? row.line.sku : localize(row.good.name)}</p>
      <p className="why-price">
        {row.beforeMinor === row.afterMinor ? null : <s><span className="unseen">{t('basket.before')} </span>{formats.amount(row.beforeMinor)}</s>}
        <strong>{formats.money(row.afterMinor)}</strong>
        {points === 0 ? null : <span className="why-points">{t('totals.earn')} {t('totals.earnPoints', { count: pointsCount(points, scale), points: formats.points(points) })}</span>}
      </p>
    </div>
  );
}

function Reasons({ sale, lineId }: Readonly<{ sale: SaleView; lineId: string | undefined }>) {
  const { t } = useTranslation('sale');
  const speech = useTraceSpeech(sale, lineId !== undefined);
  const { trace } = sale.priced;
  if (trace === undefined) return <p className="why-none">{t('why.outdated')}</p>;
  const said = whyParts(traceWords(trace, speech), lineId);
  if (parts.every((part) => said[part].length === 0)) return <p className="why-none">{t('why.nothing')}</p>;
  return parts.map((part) => said[part].length === 0 ? null : (
    <section key={part} className={`why-part why-${part}`}>
      <h3>{t(`why.part.${part}`)}</h3>
      <ul>{said[part].map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
    </section>
  ));
}
