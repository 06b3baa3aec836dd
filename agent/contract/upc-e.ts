// The page reads UPC-E from pictures itself.
export { expandUpcE } from '../domain/codes/retail.ts';
