import type { Meta } from '../../ports/meta.ts';

/** A small map that outlives the agent, as one fact of the journal's file. */
export interface KeptMap<Value> {
  get(key: string): Value | undefined;
  entries(): readonly (readonly [string, Value])[];
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** In memory only: kept with the next change */
  note(key: string, value: Value): void;
}

export interface KeptMapOptions<Value> {
  readonly meta: Meta;
  readonly metaKey: string;
  /** More than these are not kept: the oldest go */
  readonly most: number;
  readonly isValue: (value: unknown) => value is Value;
  /** The disk did not take it: what was changed holds until the agent ends */
  readonly onFault: (error: unknown) => void;
}

/** A full disk must neither sign anybody out nor let anybody guess on: what cannot be kept stays in memory. */
export function createKeptMap<Value>({ meta, metaKey, most, isValue, onFault }: KeptMapOptions<Value>): KeptMap<Value> {
  const map = new Map<string, Value>(read(meta.get(metaKey), isValue));
  const keep = (): void => {
    for (const key of map.keys()) {
      if (map.size <= most) break;
      map.delete(key);
    }
    try {
      meta.set(metaKey, JSON.stringify([...map]));
    } catch (error) {
      onFault(error);
    }
  };
  return {
    get: (key) => map.get(key),
    entries: () => [...map],
    set(key, value) {
      // The newest last
      map.delete(key);
      map.set(key, value);
      keep();
    },
    delete(key) {
      if (map.delete(key)) keep();
    },
    note: (key, value) => void map.set(key, value),
  };
}

function read<Value>(text: string | undefined, isValue: (value: unknown) => value is Value): [string, Value][] {
  if (text === undefined) return [];
  const stored: unknown = JSON.parse(text);
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown): [string, Value][] => {
    if (!Array.isArray(entry)) return [];
    const [key, value] = entry as unknown[];
    return typeof key === 'string' && isValue(value) ? [[key, value]] : [];
  });
}
