import { describe, expect, it } from 'vitest';
import { lastLine, runTill } from './support/till-process.ts';

const commands = [['start'], ['agent'], ['central'], ['price'], ['forecast'], ['bundle'], ['bundle', 'check'], ['replay'], ['journal'], ['journal', 'verify'], ['doctor']];
const withJson = [['price'], ['forecast'], ['bundle', 'check'], ['replay'], ['journal', 'verify'], ['doctor']];

describe('till --help', () => {
  it.each(commands.map((words) => [words.join(' '), words] as const))('describes %s', async (_, words) => {
    const { code, stdout, stderr } = await runTill([...words, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: till ${words.join(' ')}`);
    expect(stdout).toContain('--help');
  });

  it('lists every command', async () => {
    const { code, stdout } = await runTill(['--help']);
    expect(code).toBe(0);
    for (const name of ['start', 'agent', 'central', 'price', 'replay', 'journal', 'doctor']) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  });

  it.each(withJson.map((words) => [words.join(' '), words] as const))('offers --json for %s', async (_, words) => {
    expect((await runTill([...words, '--help'])).stdout).toContain('--json');
  });
});

describe('wrong use of till', () => {
  it.each([
    ['an unknown command', ['sell'], "unknown command 'sell'"],
    ['an unknown option', ['start', '--colour', 'red'], "unknown option '--colour'"],
    ['a missing option', ['agent'], "required option '--home <folder>' not specified"],
    ['a missing value', ['start', '--port'], "option '--port <number>' argument missing"],
    ['a port that is no number', ['start', '--port', 'seven'], 'whole number from 1 to 65535'],
    ['a port beyond the range', ['start', '--port', '65536'], 'whole number from 1 to 65535'],
    ['a port below the range', ['start', '--port', '0'], 'whole number from 1 to 65535'],
    ['a port with a fraction', ['central', '--home', 'h', '--port', '80.5'], 'whole number from 0 to 65535'],
    ['a word too many', ['doctor', 'please'], 'too many arguments'],
    ['a page access that nobody knows', ['agent', '--home', 'h', '--page', 'all'], 'It must be open or link'],
    ['an instant without a zone', ['price', '--bundle', 'b', '--basket', 'x', '--at', '2026-11-22T10:00'], 'It must be a time of a day with its zone, like 2026-11-22T10:30:00+05:00'],
    ['points that are no number', ['price', '--bundle', 'b', '--basket', 'x', '--redeem', '-5'], 'whole number from 0'],
    ['neither bundle nor home', ['price', '--basket', 'x'], 'name either --bundle or --home'],
    ['neither file nor home', ['journal', 'verify'], 'name either a journal file or --home'],
    ['both file and home', ['journal', 'verify', 'a.db', '--home', 'h'], 'name either a journal file or --home'],
    ['a home without a name', ['agent', '--home', ''], 'It must name a folder'],
    ['a home without a name for the replay', ['replay', '--demo', '1', '--home', ''], 'It must name a folder'],
    ['an unknown option of the replay', ['replay', '--colour', 'red'], "unknown option '--colour'"],
    ['an unknown level of logs', ['central', '--home', 'h'], 'TILL_LOG is "loud"'],
  ])('%s is one line and exit code 2', async (_, args, sentence) => {
    const { code, stdout, stderr } = await runTill(args, sentence.startsWith('TILL_LOG') ? { env: { TILL_LOG: 'loud' } } : {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^till: [^\n]+ \([a-z-]+\)\n$/);
    expect(stderr).toContain(sentence);
  });

  it.each([['no command', []], ['half a command', ['journal']], ['help for an unknown command', ['help', 'sell']]] as const)('%s shows the commands, then one line, with exit code 2', async (_, args) => {
    const { code, stdout, stderr } = await runTill(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: till[\s\S]*\ntill: name one of these commands \(wrong-use\)\n$/);
  });

  it.each([
    ['an unknown option', ['forecast', '--sku', 'x', '--colour', 'red'], 'wrong-use', "unknown option '--colour'"],
    ['a missing option', ['forecast'], 'wrong-use', "required option '--sku <id>' not specified"],
    ['an unknown command', ['sell'], 'wrong-use', "unknown command 'sell'"],
    ['neither file nor home', ['journal', 'verify'], 'wrong-use', 'name either a journal file or --home'],
    ['a home that is not there', ['doctor', '--home', 'nowhere-at-all'], 'home-missing', 'does not exist'],
    ['receipts that are not there', ['replay', 'nowhere-at-all.csv'], 'file-missing', 'there is no file'],
  ])('with --json %s is an object on stdout as well', async (_, args, code, detail) => {
    const ended = await runTill([...args, '--json']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(new RegExp(`till: [^\n]+ \\(${code}\\)\n$`, 'u'));
    expect(JSON.parse(lastLine(ended.stdout))).toEqual({ ok: false, code, path: '', detail: expect.stringContaining(detail) as string });
  });

  it('help is no failure, with --json neither', async () => {
    expect(await runTill(['price', '--help', '--json'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Usage: till price/u) as string });
  });

  it('says where an error came from only when asked', async () => {
    const { stderr, code } = await runTill(['journal', 'verify'], { env: { TILL_DEBUG: '1' } });
    expect(code).toBe(2);
    expect(stderr).toContain('run-verify.ts');
  });
});
