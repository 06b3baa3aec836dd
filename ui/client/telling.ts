/** Whether an answer is what was asked for. What a screen reads without asking is looked at: the page must not break on an agent that is none. */
export type Telling = (body: Record<string, unknown>) => boolean;

const kinds = {
  text: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => typeof value === 'number',
  record: isRecord,
  records: (value: unknown) => Array.isArray(value) && value.every(isRecord),
} as const satisfies Record<string, (value: unknown) => boolean>;

/** `{'till.name': 'text'}`: each path is there and of this kind. */
export function telling(members: Readonly<Record<string, keyof typeof kinds>>): Telling {
  const checks = Object.entries(members).map(([path, kind]) => ({ steps: path.split('.'), is: kinds[kind] }));
  return (body) => checks.every(({ steps, is }) => is(steps.reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), body)));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
