import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createKnownForm } from '../../../agent/host/bundle/known-form.ts';
import type { Meta } from '../../../agent/ports/meta.ts';

const envelopeOf = (text: string) => ({ text, hash: createHash('sha256').update(text).digest('hex') });

function metaOver(kept: Map<string, string>): Meta {
  return { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) };
}

it('knows the text that passed, also after a restart, and no other one', () => {
  const kept = new Map<string, string>();
  const [good, other] = [envelopeOf('{"serial":1}'), envelopeOf('{"serial":2}')];
  expect(createKnownForm(metaOver(kept)).has(good)).toBe(false);
  createKnownForm(metaOver(kept)).remember(good.hash);
  const again = createKnownForm(metaOver(kept));
  expect(again.has(good)).toBe(true);
  expect(again.has(other)).toBe(false);
});

it('does not know a text that was damaged since', () => {
  const known = createKnownForm(metaOver(new Map()));
  const { hash } = envelopeOf('{"serial":1}');
  known.remember(hash);
  expect(known.has({ text: '{"serial":9}', hash })).toBe(false);
});

it('does not know what passed by another schema or another release', () => {
  const kept = new Map<string, string>();
  const good = envelopeOf('{"serial":1}');
  createKnownForm(metaOver(kept)).remember(good.hash);
  for (const [key, mark] of kept) kept.set(key, `${mark.slice(0, -1)}-`);
  expect(createKnownForm(metaOver(kept)).has(good)).toBe(false);
});

it('lets a till go on whose disk does not take the mark', () => {
  const full: Meta = { get: () => undefined, set: () => { throw new Error('no space'); } };
  const known = createKnownForm(full);
  const good = envelopeOf('{"serial":1}');
  known.remember(good.hash);
  expect(known.has(good)).toBe(false);
});
