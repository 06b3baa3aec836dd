import { useLayoutEffect, useRef, useState } from 'react';
import type { SaleView } from '../../../agent/contract/sale.ts';
import { changedLine } from './basket-rows.ts';

/** Which line is selected, and which one just lit up: the line that changed last is both. */
export interface LineFocus {
  selectedId: string | undefined;
  select: (lineId: string) => void;
  /** Moves the selection by so many lines */
  move: (by: number) => void;
  flash: { lineId: string | undefined; count: number };
}

export function useLineFocus(view: SaleView | undefined): LineFocus {
  const [selectedId, select] = useState<string>();
  const [flash, setFlash] = useState<{ lineId: string | undefined; count: number }>({ lineId: undefined, count: 0 });
  const before = useRef<SaleView>(undefined);
  // Before the frame is shown: a key pressed at the sight of the new line must never hit the line that was selected before it.
  useLayoutEffect(() => {
    const previous = before.current;
    before.current = view;
    if (view === undefined || view === previous) return;
    const lineId = changedLine(previous, view);
    if (lineId === undefined) return;
    select(lineId);
    setFlash((now) => ({ lineId, count: now.count + 1 }));
  }, [view]);
  const ids = view?.basket.lines.map((line) => line.lineId) ?? [];
  const current = selectedId !== undefined && ids.includes(selectedId) ? selectedId : ids.at(-1);
  return {
    selectedId: current,
    select,
    move(by) {
      const next = ids[Math.max(0, Math.min(ids.length - 1, (current === undefined ? ids.length : ids.indexOf(current)) + by))];
      if (next !== undefined) select(next);
    },
    flash,
  };
}
