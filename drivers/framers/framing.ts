import Type from 'typebox';
import { unreachable } from '../../agent/domain/unreachable.ts';
import { createIdleFramer } from './idle-framer.ts';
import { createLengthFramer } from './length-framer.ts';
import { createStxEtxFramer } from './stx-etx-framer.ts';
import { createSuffixFramer } from './suffix-framer.ts';
import { defaultLimits } from './framer.ts';
import type { Framer, FramerLimits } from './framer.ts';

const strict = { additionalProperties: false } as const;

/** How a device of a line marks its frames, as profiles and the configuration say it. */
export const Framing = Type.Union([
  Type.Object({ kind: Type.Literal('suffix'), suffix: Type.Union([Type.Literal('cr'), Type.Literal('lf'), Type.Literal('crlf'), Type.Literal('tab'), Type.Literal('etx')]) }, strict),
  Type.Object({ kind: Type.Literal('stx-etx') }, strict),
  Type.Object({
    kind: Type.Literal('length'),
    lengthBytes: Type.Union([Type.Literal(1), Type.Literal(2)]),
    byteOrder: Type.Union([Type.Literal('big'), Type.Literal('little')]),
    /** The byte that every frame begins with */
    start: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
  }, strict),
  /** Nothing marks the end but silence */
  Type.Object({ kind: Type.Literal('idle'), idleMs: Type.Integer({ minimum: 5, maximum: 1_000 }) }, strict),
]);
export type Framing = Type.Static<typeof Framing>;

export function createFramer(framing: Framing, limits: FramerLimits = defaultLimits): Framer {
  switch (framing.kind) {
    case 'suffix': return createSuffixFramer(framing.suffix, limits);
    case 'stx-etx': return createStxEtxFramer(limits);
    case 'length': return createLengthFramer(framing, limits);
    case 'idle': return createIdleFramer(framing.idleMs, limits);
    default: return unreachable(framing);
  }
}
