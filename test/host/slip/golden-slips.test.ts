import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LaidLine } from '../../../agent/domain/slip/lay-out.ts';
import { richLines } from './rich-slips.ts';

/** As the paper looks: its right edge, what is bold, and where QR codes stand. */
function paper(lines: readonly LaidLine[], width: number): string {
  return lines.map((line) => (line.kind === 'qr' ? `[QR ${line.value}]\n` : `${line.text.padEnd(width)}|${line.bold ? ' bold' : ''}\n`)).join('');
}

describe.each(['sale', 'return'] as const)('the slip of a rich %s', (kind) => {
  describe.each(['ru', 'kk', 'en'] as const)('in %s', (language) => {
    test.each([32, 42, 48])('is on paper of %i columns as the golden file shows', async (width) => {
      await expect(paper(richLines(kind, language, width), width)).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${kind}-${language}-${width}.txt`));
    });
  });
});
