import { text } from 'node:stream/consumers';
import { Pin } from '../../domain/operators/staff-list.ts';
import { compileValidator } from '../../domain/validate.ts';
import { disableMember, listMembers, MemberData, saveMember, setPin, type MemberView } from '../../../sync/central/staff/staff-members.ts';
import { Id } from '../../domain/scalars.ts';
import { CliFailure } from '../cli-failure.ts';
import { asCliFailure } from './as-cli-failure.ts';
import { tellResult } from './tell-result.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface StaffOptions extends CentralChoice {
  json?: true;
}
export interface PinOptions extends StaffOptions {
  pinStdin?: true;
}
export interface AddStaffOptions extends PinOptions {
  name: string;
  role: string;
  store: string[];
  badge?: string;
  card?: string[];
}

const readMember = compileValidator(MemberData);
const readPin = compileValidator(Pin);
const readId = compileValidator(Id);

export async function runStaffList({ json, ...choice }: StaffOptions): Promise<void> {
  const members = await withCentralDatabase(choice, async (db) => await listMembers(db));
  const lines = members.length === 0 ? ['nobody may sign in'] : members.map(lineOf);
  tellResult(json, { members }, lines);
}

/** Exit code 1 where the centre refuses: a role that is not there, a badge that is taken, a PIN that is too weak. */
export async function runStaffAdd(userId: string, { json, pinStdin, name, role, store, badge, card, ...choice }: AddStaffOptions): Promise<void> {
  const pin = pinStdin === true ? await pinOfInput() : undefined;
  const said = { name, role, storeIds: store, ...(badge === undefined ? {} : { badge }), ...(card === undefined ? {} : { cards: card }), ...(pin === undefined ? {} : { pin }) };
  const checked = readMember(said);
  if (!checked.ok) throw new CliFailure('bad-request', `${checked.invalid.path}: ${checked.invalid.detail}`, 2);
  if (!readId(userId).ok) throw new CliFailure('bad-request', 'A user id has letters, digits and . _ : @ - only, 80 at most.', 2);
  const saved = await withCentralDatabase(choice, async (db) => await asCliFailure(async () => await saveMember(db, userId, checked.value, Date.now())));
  tellResult(json, saved, [`✓ ${userId} may sign in as ${role} in ${store.join(', ')}`, ...pinLines(saved.pin)]);
}

export async function runStaffSetPin(userId: string, { json, pinStdin, ...choice }: PinOptions): Promise<void> {
  const pin = pinStdin === true ? await pinOfInput() : undefined;
  const done = await withCentralDatabase(choice, async (db) => await asCliFailure(async () => await setPin(db, userId, pin, Date.now())));
  tellResult(json, done, [`✓ ${userId} has another PIN`, ...pinLines(done.pin)]);
}

export async function runStaffDisable(userId: string, { json, ...choice }: StaffOptions): Promise<void> {
  const done = await withCentralDatabase(choice, async (db) => await asCliFailure(async () => await disableMember(db, userId, Date.now())));
  tellResult(json, done, [`✓ ${userId} may sign in no more`]);
}

/** Never on the command line, which every user of the machine may read. */
async function pinOfInput(): Promise<string> {
  const [line = ''] = (await text(process.stdin)).split(/\r?\n/u);
  if (!readPin(line).ok) throw new CliFailure('bad-request', 'A PIN has 4 to 12 digits.', 2);
  return line;
}

function pinLines(pin: string | undefined): string[] {
  return pin === undefined ? [] : [`  PIN ${pin}: it is told this once`];
}

function lineOf({ userId, name, role, storeIds, active, hasPin, badge }: MemberView): string {
  const notes = [...(active ? [] : ['disabled']), ...(hasPin ? [] : ['no PIN']), ...(badge === undefined ? [] : [`badge ${badge}`])];
  return `${userId}  ${name}, ${role} in ${storeIds.join(', ')}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}
