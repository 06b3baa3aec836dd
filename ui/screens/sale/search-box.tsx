import { useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { failureOf } from '../../client/api-failure.ts';
import type { FoundGood } from '../../state/sale-actions.ts';
import { useTill } from '../../state/till-context.ts';
import { useWords } from '../../words/use-words.ts';
import { planSearch, type SearchPlan } from './search-plan.ts';
import { searchLimit, useGoodsSearch } from './use-goods-search.ts';

export interface SearchBoxProps {
  field: RefObject<HTMLInputElement | null>;
  onPick: (good: FoundGood) => void;
  onCamera: () => void;
}

/** For those without a scanner: a name, a barcode, a good's code, or six digits of a card. */
export function SearchBox({ field, onPick, onCamera }: Readonly<SearchBoxProps>) {
  const { t, formats, localize } = useWords();
  const till = useTill();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(-1);
  /** What Enter asked for, until it is answered or something else was wanted: one wish adds one good */
  const asked = useRef<string>(undefined);
  const goods = useGoodsSearch(query.trim());
  const optionId = (index: number) => `${listId}-${index}`;

  function clear(): void {
    asked.current = undefined;
    setQuery('');
    setActive(-1);
  }
  function pick(good: FoundGood): void {
    clear();
    field.current?.blur();
    onPick(good);
  }
  async function enter(): Promise<void> {
    const wanted = query.trim();
    const chosen = goods[active];
    if (chosen !== undefined) return pick(chosen);
    if (wanted === '' || asked.current === wanted) return;
    asked.current = wanted;
    try {
      const plan = planSearch(wanted, (await till.client.goods(wanted, searchLimit)).goods);
      if (asked.current === wanted) act(plan, wanted);
    } catch (error) {
      till.notices.showFailure(failureOf(error));
    } finally {
      if (asked.current === wanted) asked.current = undefined;
    }
  }
  function act(plan: SearchPlan, wanted: string): void {
    switch (plan.kind) {
      case 'pick':
        pick(plan.good);
        break;
      case 'nothing':
        till.notices.show({ kind: 'nothing-found', query: wanted });
        break;
      case 'scan':
        clear();
        field.current?.blur();
        void till.scans.send(plan.code, 'typed');
        break;
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    switch (event.key) {
      case 'Enter':
        event.preventDefault();
        void enter();
        break;
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        setActive((now) => Math.max(-1, Math.min(goods.length - 1, now + (event.key === 'ArrowDown' ? 1 : -1))));
        break;
      case 'Escape':
        clear();
        field.current?.blur();
        break;
      default:
        break;
    }
  }

  return (
    <div className="search" role="search">
      <Icon name="search" />
      <input
        ref={field} className="search-field" type="text" autoComplete="off" spellCheck={false} enterKeyHint="search"
        role="combobox" aria-label={t('search.label')} aria-expanded={goods.length > 0} aria-controls={listId} aria-autocomplete="list" aria-keyshortcuts="F2"
        {...(active >= 0 ? { 'aria-activedescendant': optionId(active) } : {})}
        placeholder={t('search.placeholder')} value={query} onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(-1);
        }}
      />
      {query === '' ? <kbd aria-hidden="true">F2</kbd> : <Press kind="quiet" icon="close" label={t('search.clear')} onPress={clear} />}
      <Press kind="quiet" icon="camera" label={t('camera.open')} hotkey="F10" onPress={onCamera} />
      <ul id={listId} className="found" role="listbox" aria-label={t('search.results')} hidden={goods.length === 0}>
        {goods.map((good, index) => (
          // The field handles the keys of the list (combobox pattern); a finger or a mouse picks here.
          <li key={good.sku} id={optionId(index)} className="found-good" role="option" aria-selected={index === active} onPointerDown={(event) => event.preventDefault()} onClick={() => pick(good)}>
            <span className="found-name">{localize(good.name)}</span>
            <span className="found-code">{good.sku}</span>
            <span className="found-price">{good.unit === 'kg' ? t('basket.kgPrice', { price: formats.amount(good.priceMinor) }) : formats.amount(good.priceMinor)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
