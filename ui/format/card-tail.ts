/** The last four digits: enough for the customer to know the card, too few for a bystander. */
export function cardTail(cardNumber: string): string {
  return cardNumber.slice(-4);
}
