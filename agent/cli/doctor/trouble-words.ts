import type { ModeReason } from '../../contract/status.ts';
import type { Trouble } from '../../../sync/engine/trouble.ts';

/** What was seen of the way to the centre, and what somebody can do about it. */
export const troubleWords: Readonly<Record<Trouble, { seen: string; todo: string }>> = {
  'no-network': { seen: 'this machine is in no network', todo: 'look at the cable, the Wi-Fi and the switch' },
  'name-unknown': { seen: "DNS does not answer, or does not know the centre's name", todo: 'look at the DNS servers of this machine, and at the address of the centre' },
  'no-route': { seen: 'this machine is in a network, but there is no way to the centre', todo: "look at the shop's router and its line" },
  'service-down': { seen: 'the network is up, but nobody listens at the address of the centre', todo: 'look whether the central runs' },
  'certificate': { seen: 'whoever answers does not prove to be the centre', todo: 'compare the certificate of the centre with the pin and the clock of this machine; somebody may be listening in' },
  'no-answer': { seen: 'the centre takes the connection, but answers too late or not to the end', todo: 'look at the load of the central and at the line' },
  'error-answer': { seen: 'the centre answers with an error of its own', todo: 'look at the log of the central' },
  'drill': { seen: 'an outage is rehearsed at this till', todo: 'wait for the end of the drill, or end it: DELETE /v1/drill' },
  'rubbish': { seen: 'somebody answers who is no centre', todo: 'look whether the network asks to log in (a captive portal), and at the address of the centre' },
};

const troubleOfMode: Partial<Record<ModeReason, Trouble>> = {
  'no-network': 'no-network',
  'name-unknown': 'name-unknown',
  'centre-unreachable': 'no-route',
  'centre-down': 'service-down',
  'centre-failing': 'no-answer',
  'centre-answers-rubbish': 'rubbish',
  'certificate-wrong': 'certificate',
  'drill': 'drill',
};

/** What to do about a till that is not online. Sales go on in any case. */
export function todoOfMode(reason: ModeReason): string {
  if (reason === 'till-revoked' || reason === 'centre-refuses-till' || reason === 'journal-quarantined') return 'sales go on; enrol this till anew';
  const trouble = troubleOfMode[reason];
  return trouble === undefined ? 'sales go on; points can be spent when the centre is back' : `sales go on; ${troubleWords[trouble].todo}`;
}
