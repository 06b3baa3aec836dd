/// <reference types="vite/types/importMeta.d.ts" />
/** Style sheets are imported for their effect on the page; vite puts them into a file of their own. */
declare module '*.css';
