export { maskNumbers } from '../../domain/cards/mask-numbers.ts';
