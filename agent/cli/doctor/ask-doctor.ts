import { execFile } from 'node:child_process';

/** Longer than the walk through a long journal takes */
const patienceMs = 60_000;

/** What `till doctor` says of a home, from a process of its own: its walk through the journal must not stop a sale. Rejects where it says nothing. */
export async function askDoctor(home: string, agentUrl: string | undefined): Promise<unknown> {
  const [program = ''] = process.argv.slice(1);
  const words = [program, 'doctor', '--home', home, '--json', ...(agentUrl === undefined ? [] : ['--url', agentUrl])];
  const said = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, words, { timeout: patienceMs, maxBuffer: 2 ** 20 }, (error, stdout) => {
      // Exit code 1 means that it found something.
      if (stdout.includes('{')) resolve(stdout);
      else reject(error ?? new Error('the doctor said nothing'));
    });
  });
  return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '');
}
