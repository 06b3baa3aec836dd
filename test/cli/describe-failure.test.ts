import { describe, expect, it } from 'vitest';
import { CliFailure } from '../../agent/cli/cli-failure.ts';
import { describeFailure } from '../../agent/cli/describe-failure.ts';
import { StartError } from '../../agent/host/start-error.ts';
import { JournalFault } from '../../agent/ports/journal.ts';
import { JournalFileError } from '../../agent/storage/journal/journal-file-error.ts';
import { CentralStartError } from '../../sync/central/central-start-error.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: no such thing`), { code });
}

describe('what the command line tells about an error', () => {
  it.each([
    ['a failure of its own', new CliFailure('file-missing', 'the basket b.json does not exist'), 'file-missing', 2],
    ['a failure of its own with exit code 1', new CliFailure('build-failed', 'vite ended with 1', 1), 'build-failed', 1],
    ['an agent that finds its port taken', new StartError('port-taken', 'port 7317 is taken'), 'port-taken', 2],
    ['an agent that finds its home locked', new StartError('home-locked', 'another agent is using h'), 'home-locked', 2],
    ['an enrolment that failed', new StartError('enrolment-failed', 'the centre refuses this code'), 'enrolment-failed', 1],
    ['a central that finds its port taken', new CentralStartError('port-taken', 'Port 7318 is taken'), 'port-taken', 2],
    ['a central whose database is away', new CentralStartError('database-unreachable', 'PostgreSQL at db:5432/shop does not answer'), 'database-unreachable', 1],
    ['a central with another root key', new CentralStartError('root-key-differs', 'copy root.key'), 'root-key-differs', 2],
    ['a journal that is missing', new JournalFileError('journal-missing', 'j.db does not exist'), 'journal-missing', 2],
    ['a full disk under the journal', new JournalFault('journal-disk-full', new Error('SQLITE_FULL')), 'journal-disk-full', 1],
    ['a missing file', systemError('ENOENT'), 'file-missing', 2],
    ['a folder that may not be written', systemError('EACCES'), 'not-permitted', 2],
    ['a host that nobody knows', systemError('ENOTFOUND'), 'host-not-here', 2],
    ['a full disk', systemError('ENOSPC'), 'disk-full', 1],
    ['a mistake of ours', new TypeError('x is not a function'), 'internal', 1],
    ['a code of somebody else', Object.assign(new Error('no'), { code: 'ERR_SOMETHING' }), 'internal', 1],
    ['a thrown text', 'boom', 'internal', 1],
  ])('%s', (_, error, code, exitCode) => {
    const report = describeFailure(error);
    expect({ code: report.code, exitCode: report.exitCode }).toEqual({ code, exitCode });
    expect(report.sentence).toContain(error instanceof Error ? error.message : error);
  });

  it('is one line whatever the error says', () => {
    expect(describeFailure(new Error('one\n   two\n')).sentence).toBe('the command made a mistake: one two');
  });
});
