/** The technician's sheet: a page of the shell's own, so that it works where the till's page does not. */
import type { LeaveKioskApi, LeaveKioskReply } from '../../contract/shell.ts';
import { shellWords, type ShellWords } from '../shell-words.ts';

const { leaveKiosk: api } = window as unknown as { leaveKiosk: LeaveKioskApi };
const words: ShellWords['leave'] = shellWords(api.language).leave;

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the sheet has no #${id}`);
  return found;
}

document.documentElement.lang = api.language;
document.title = words.title;
for (const [id, text] of [['title', words.title], ['who-label', words.who], ['pin-label', words.pin], ['go', words.go], ['stay', words.stay]] as const) part(id).textContent = text;

const who = part('who') as HTMLInputElement;
const pin = part('pin') as HTMLInputElement;
const go = part('go') as HTMLButtonElement;

part('stay').addEventListener('click', () => window.close());
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') window.close();
});
part('leave').addEventListener('submit', (event) => {
  event.preventDefault();
  void leave();
});

async function leave(): Promise<void> {
  go.disabled = true;
  const reply = await api.leave({ user: who.value.trim(), pin: pin.value });
  go.disabled = false;
  pin.value = '';
  part('trouble').textContent = troubleOf(reply);
  pin.focus();
}

function troubleOf(reply: LeaveKioskReply): string {
  if (reply.ok) return '';
  if (reply.code === 'right-missing') return words.rightMissing;
  if (reply.code === 'operator-locked' || reply.code === 'sign-in-busy') return words.locked;
  return ['sign-in-refused', 'bad-request'].includes(reply.code) ? words.refused : words.away;
}
