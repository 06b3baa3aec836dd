import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import * as messages from '../../sync/protocol/messages.ts';

/** Changing a message of a version in service breaks tills that are out there: make a new protocol version, then add its line here. */
const digests: Readonly<Record<number, string>> = {
  1: '3f2b857d97ca3456684b0134ea61516062160e698209473977b3553097f6abfe',
};

describe('wire messages', () => {
  it('of this protocol version are frozen', () => {
    const schemas = Object.fromEntries(Object.entries(messages).filter(([, value]) => typeof value === 'object'));
    expect(Object.keys(schemas).length).toBeGreaterThan(10);
    const digest = createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify(schemas)))).digest('hex');
    expect(digest).toBe(digests[messages.protocolVersion]);
  });
});
