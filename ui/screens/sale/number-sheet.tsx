import { useState, type FormEvent } from 'react';
import { Keypad } from '../../components/keypad.tsx';
import { SideSheet } from '../../components/side-sheet.tsx';
import { parseDecimal } from '../../../agent/contract/words/decimal.ts';
import { useWords } from '../../words/use-words.ts';

export interface NumberSheetProps {
  /** Pieces are whole; a weight has up to three decimals */
  unit: 'piece' | 'kg';
  name: string;
  confirm: string;
  onConfirm: (quantityMilli: number) => void;
  onClose: () => void;
}

/** A quantity by keypad or keyboard: pieces of a line, or the weight of a good that was found by its name. */
export function NumberSheet({ unit, name, confirm, onConfirm, onClose }: Readonly<NumberSheetProps>) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const isWeight = unit === 'kg';
  const value = parseDecimal(text, isWeight ? 3 : 0);
  const quantityMilli = value === undefined ? 0 : isWeight ? value : value * 1000;
  const fault = text === '' ? undefined : quantityFault(value, quantityMilli, isWeight);
  const isReady = text !== '' && fault === undefined;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (!isReady) return;
    onConfirm(quantityMilli);
    onClose();
  }

  return (
    <SideSheet title={isWeight ? t('number.weightTitle') : t('number.quantityTitle')} onClose={onClose}>
      <form className="number-form" onSubmit={onSubmit}>
        <p className="number-name">{name}</p>
        <input
          className="number-field" inputMode="none" autoComplete="off" value={text} placeholder="0"
          aria-label={isWeight ? t('number.weightField') : t('number.quantityField')} aria-invalid={fault !== undefined}
          onChange={(event) => setText(event.target.value.replaceAll(isWeight ? /[^0-9.,]/g : /[^0-9]/g, ''))}
        />
        <p className="number-result number-wrong" role="status">{fault === undefined ? '' : t(`number.${fault}`)}</p>
        <Keypad value={text} onChange={setText} hasComma={isWeight} />
        <button type="submit" className="press press-main number-confirm" disabled={!isReady}>{confirm}</button>
      </form>
    </SideSheet>
  );
}

/** The most that the contract takes for one line */
const maxQuantityMilli = 1_000_000_000;

/** What is wrong with a number, as a key of words. `value`: undefined where the text is no number of this unit. */
function quantityFault(value: number | undefined, quantityMilli: number, isWeight: boolean): 'zero' | 'form' | 'tooMuch' | undefined {
  if (value === undefined) return isWeight ? 'form' : 'tooMuch';
  if (quantityMilli === 0) return 'zero';
  return quantityMilli > maxQuantityMilli ? 'tooMuch' : undefined;
}
