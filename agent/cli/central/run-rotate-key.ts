import { prepareRotation, rotateRootKey } from '../../../sync/central/root-rotation.ts';
import { askForNewKey } from '../../../sync/central/till-key.ts';
import { CliFailure } from '../cli-failure.ts';
import { orFailedCheck } from './check-failed.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface RotateKeyOptions extends CentralChoice {
  prepare?: true;
  till?: string;
  json?: true;
}

/** `till central rotate-key`: another root key, or with `--till` another key of one till. Exit code 1 where this home has not the key in force. */
export async function runCentralRotateKey({ prepare, till, json, ...choice }: RotateKeyOptions): Promise<void> {
  if (till !== undefined && prepare === true) throw new CliFailure('wrong-use', 'a till makes its next key by itself: --prepare is for the root key only');
  const done = await withCentralDatabase(choice, async (db, _library, home) => await orFailedCheck(home.folder, async (): Promise<{ said: string; fields: object }> => {
    if (till !== undefined) {
      const fields = await askForNewKey(db, till, Date.now());
      db.announcements?.announce();
      return { said: `✓ till ${till} is told at its next contact to make another key`, fields };
    }
    if (prepare === true) {
      const { fingerprint: keyId } = await prepareRotation(db, home);
      return { said: `✓ the next root key is ${keyId}. Nothing has changed yet: copy ${home.nextRootKey} to the other homes of this database, then rotate`, fields: { prepared: keyId, file: home.nextRootKey } };
    }
    const rotated = await rotateRootKey(db, home, Date.now());
    const what = rotated.wasUnfinished === true ? 'an earlier rotation had been cut off and is finished: the' : 'the';
    return { said: `✓ ${what} root key is ${rotated.keyId}, after ${rotated.before}, which signs nothing any more. Homes without a copy need ${home.rootKey}; enrolment codes from before must be made anew`, fields: rotated };
  }));
  process.stdout.write(json === true ? `${JSON.stringify({ ok: true, ...done.fields })}\n` : `${done.said}\n`);
}
