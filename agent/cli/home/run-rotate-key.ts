import { resolve } from 'node:path';
import { openHome } from '../../host/home/open-home.ts';
import { readIdentity } from '../../host/home/identity.ts';
import { beginKeyChange } from '../../host/home/till-key.ts';
import { CliFailure } from '../cli-failure.ts';
import { requireAgentHome } from './agent-home.ts';

/** `till rotate-key`: only while no agent owns the home; a running till is asked from the centre. Throws `StartError` `home-locked`, `CliFailure`. */
export function runRotateKey(options: { home: string; json?: true }): void {
  const home = openHome(requireAgentHome(resolve(options.home)));
  try {
    const identity = readIdentity(home.identityFile);
    if (identity === undefined) throw new CliFailure('not-enrolled', `no till is enrolled in ${home.folder}: it has no key that the centre knows`);
    beginKeyChange(home.nextKeyFile);
    process.stdout.write(options.json === true
      ? `${JSON.stringify({ ok: true, tillId: identity.tillId, file: home.nextKeyFile })}\n`
      : `✓ till ${identity.tillId} has made its next key; the agent tells the centre when it is started, and signs with it from then on\n`);
  } finally {
    home.lock.release();
  }
}
