import Type from 'typebox';
import type { ProtocolVersion } from '../../protocol/messages.ts';

/** `protocol=` of a query. Without it the till is one of the first version. */
export const AskedProtocol = Type.Optional(Type.Union([Type.Literal('1'), Type.Literal('2')]));

export function versionOf(asked: '1' | '2' | undefined): ProtocolVersion {
  return asked === '2' ? 2 : 1;
}
