import type { ReactNode } from 'react';

/** Names and values, one a row; a value that is not there is left out. */
export function Facts({ title, rows }: Readonly<{ title: string; rows: readonly (readonly [name: string, value: ReactNode])[] }>) {
  return (
    <section className="panel facts">
      <h3>{title}</h3>
      <dl>
        {rows.filter(([, value]) => value !== undefined).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </section>
  );
}
