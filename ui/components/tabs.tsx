export interface TabsProps<Name extends string> {
  label: string;
  names: readonly Name[];
  words: (name: Name) => string;
  chosen: Name;
  onChoose: (name: Name) => void;
}

/** The parts of a place, as a row of buttons: each is a view of its own, so the address names it. */
export function Tabs<Name extends string>({ label, names, words, chosen, onChoose }: Readonly<TabsProps<Name>>) {
  return (
    <nav className="tabs" aria-label={label}>
      {names.map((name) => (
        <button key={name} type="button" className="tab" aria-current={name === chosen ? 'page' : undefined} onClick={() => onChoose(name)}>{words(name)}</button>
      ))}
    </nav>
  );
}
