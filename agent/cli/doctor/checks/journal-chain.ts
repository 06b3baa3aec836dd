import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { verifyJournal } from '../../../storage/journal/verify-journal.ts';
import type { Check, Finding } from '../check.ts';

const todo = 'keep the file as it is and call support: it may be the only copy of what happened at this till';

export const journalChain: Check = {
  name: 'journal',
  look: ({ agentHome, home }): Finding => {
    if (agentHome === undefined) return { state: 'skipped', detail: `no till has been set up in ${home}` };
    try {
      const aside = readdirSync(agentHome).filter((name) => /^journal\.damaged-.*\.db$/.test(name));
      const report = verifyJournal(join(agentHome, 'journal.db'));
      if (report.firstBreak === undefined && aside.length > 0) return { state: 'warning', detail: `the chain holds, but a damaged journal was put aside: ${aside.join(', ')}`, todo };
      if (report.firstBreak === undefined) return { state: 'ok', detail: `${report.operations} operations, the chain holds` };
      return { state: 'failed', detail: `breaks at operation ${report.firstBreak.seq}: ${report.firstBreak.detail}`, todo };
    } catch (error) {
      return { state: 'failed', detail: error instanceof Error ? error.message : String(error), todo };
    }
  },
};
