import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TillKeyStore } from '../../../sync/engine/till-key-change.ts';
import { tillKeyChangeText } from '../../../sync/protocol/till-key-change.ts';
import { syncFolder } from '../../storage/sync-to-disk.ts';
import { StartError } from '../start-error.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';

/** The till's Ed25519 key. It is made here, at the first start, and the private half never leaves the home folder. */
export interface TillKey {
  /** SPKI DER in base64 */
  readonly publicKeyDerBase64: string;
  /** The same of the key of this moment */
  publicKey(): string;
  /** Signature over the UTF-8 bytes of the text by the key of this moment, base64 */
  sign(text: string): string;
  /** How it is changed */
  changes(tillId: string): TillKeyStore;
}

export interface KeyFiles {
  readonly keyFile: string;
  readonly nextKeyFile: string;
  /** There where the till is enrolled: with the key that it was enrolled with */
  readonly identityFile: string;
}

/**
 * A damaged file throws `StartError`, and so does a missing one where the till is enrolled; one that an enrolment left behind that failed is used for the next: with another key the centre would refuse all that this till has to say.
 *
 *   till.key = old                       ──begin──►  till.key = old, till.next.key = new   the old one signs; the centre is told, again after each start
 *   till.key = old, till.next.key = new  ──finish─►  till.key = new                        the centre has taken it (it takes batches of the old one for a while)
 *                                        ──giveUp─►  till.key = old                        the centre refuses it
 */
export function readTillKey({ keyFile, nextKeyFile, identityFile }: KeyFiles): TillKey {
  const first = readFileIfThere(keyFile);
  if (first === undefined && existsSync(identityFile)) {
    throw new StartError('home-unusable', `${keyFile} is missing, and the centre takes nothing from this till without it: put it back, or take ${identityFile} away and enrol the till anew`);
  }
  let current = privateKeyOf(keyFile, first ?? makeKey(keyFile));
  let next = first === undefined ? forgotten(nextKeyFile) : nextOf(nextKeyFile);
  return {
    publicKeyDerBase64: publicKeyOf(current),
    publicKey: () => publicKeyOf(current),
    sign: (text) => signedBy(current, text),
    changes: (tillId) => ({
      begun: () => {
        if (next === undefined) return undefined;
        const change = { from: publicKeyOf(current), to: publicKeyOf(next) };
        return { ...change, signature: signedBy(current, tillKeyChangeText({ tillId, ...change })) };
      },
      begin: () => {
        next ??= beginKeyChange(nextKeyFile);
      },
      finish: () => {
        if (next === undefined) return;
        renameSync(nextKeyFile, keyFile);
        syncFolder(dirname(keyFile));
        current = next;
        next = undefined;
      },
      giveUp: () => {
        next = forgotten(nextKeyFile);
      },
    }),
  };
}

/** Makes the next key, unless one was made already. The agent that finds it tells the centre. */
export function beginKeyChange(nextKeyFile: string): KeyObject {
  return nextOf(nextKeyFile) ?? privateKeyOf(nextKeyFile, makeKey(nextKeyFile));
}

/** A next key that cannot be read was never told to the centre, or is known there and lost: either way the old one is all that there is. */
function nextOf(path: string): KeyObject | undefined {
  const pem = readFileIfThere(path);
  if (pem === undefined) return undefined;
  try {
    return createPrivateKey(pem);
  } catch {
    return forgotten(path);
  }
}

function forgotten(path: string): undefined {
  rmSync(path, { force: true });
}

function privateKeyOf(path: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new StartError('home-unusable', `${path} is damaged: it holds no private key`, error);
  }
}

function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
}

function signedBy(key: KeyObject, text: string): string {
  return sign(null, Buffer.from(text, 'utf8'), key).toString('base64');
}

function makeKey(path: string): string {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  writePrivateFile(path, pem);
  return pem;
}
