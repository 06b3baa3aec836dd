// The kernel tells codes apart by them too, so they stand there.
export { symbologies, type Symbology } from '../../agent/domain/codes/symbology.ts';
