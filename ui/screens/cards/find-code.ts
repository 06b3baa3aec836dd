import type { FoundCustomers } from '../../../agent/contract/customer.ts';
import { failureOf, problemCode, type ApiFailure } from '../../client/api-failure.ts';
import type { CardsClient } from '../../client/cards-client.ts';

/** What was typed into the one field: a card, customers with a telephone, or neither. */
export type Found = { kind: 'card'; cardNumber: string } | { kind: 'people'; found: FoundCustomers } | { kind: 'nothing'; failure: ApiFailure };

/** A sign that only telephones are written with */
const writtenAsPhone = /^\s*\+|[\s()-]/;

/**
 * A card first, as its number says by itself what it is; a telephone where it is written as one, or where no kind of card has
 * such a number. Where it is neither, what the agent said of the card helps more: it may name the digit that is wrong.
 */
export async function findCode(client: Pick<CardsClient, 'card' | 'findByPhone'>, typed: string): Promise<Found> {
  const text = typed.trim();
  if (writtenAsPhone.test(text)) return findPeople(client, text);
  try {
    const { cardNumber } = await client.card(text);
    return { kind: 'card', cardNumber };
  } catch (error) {
    const failure = failureOf(error);
    // A number of the programme that nobody has is a blank: its page says so and offers to issue it.
    if (problemCode(failure) === 'card-unknown') return { kind: 'card', cardNumber: numberIn(failure) ?? text };
    if (problemCode(failure) !== 'card-number-wrong') return { kind: 'nothing', failure };
    const people = await findPeople(client, text);
    return people.kind === 'nothing' && problemCode(people.failure) === 'phone-malformed' ? { kind: 'nothing', failure } : people;
  }
}

async function findPeople(client: Pick<CardsClient, 'findByPhone'>, phone: string): Promise<Found> {
  try {
    return { kind: 'people', found: await client.findByPhone(phone) };
  } catch (error) {
    return { kind: 'nothing', failure: failureOf(error) };
  }
}

function numberIn(failure: ApiFailure): string | undefined {
  const facts: Record<string, unknown> = failure.kind === 'problem' ? { ...failure.problem } : {};
  return typeof facts.cardNumber === 'string' ? facts.cardNumber : undefined;
}
