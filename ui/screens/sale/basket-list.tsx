import { useEffect, useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { BasketLine, type BasketLineProps } from './basket-line.tsx';
import type { BasketRow } from './basket-rows.ts';

export interface BasketListProps extends Omit<BasketLineProps, 'row' | 'isSelected' | 'flash'> {
  rows: readonly BasketRow[];
  selectedId: string | undefined;
  flash: { lineId: string | undefined; count: number };
}

export function BasketList({ rows, selectedId, flash, ...handlers }: Readonly<BasketListProps>) {
  const { t } = useWords();
  const list = useRef<HTMLOListElement>(null);
  // The selected line stays in sight: with the arrow keys, and after each scan, of the same good too.
  const { count } = flash;
  useEffect(() => {
    if (selectedId !== undefined && count >= 0) list.current?.querySelector(`[data-line="${CSS.escape(selectedId)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selectedId, count]);
  // Messages below take room from the basket, and give it back.
  useEffect(() => {
    const body = list.current?.parentElement;
    if (body === null || body === undefined) return undefined;
    const watch = new ResizeObserver(() => body.querySelector('.line-selected')?.scrollIntoView({ block: 'nearest' }));
    watch.observe(body);
    return () => watch.disconnect();
  }, []);
  return (
    <ol ref={list} className="basket-list" aria-label={t('basket.title')}>
      {rows.map((row) => (
        <BasketLine key={row.line.lineId} row={row} isSelected={row.line.lineId === selectedId} flash={flash.lineId === row.line.lineId ? flash.count : 0} {...handlers} />
      ))}
    </ol>
  );
}
