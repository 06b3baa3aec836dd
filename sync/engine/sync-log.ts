/** Where the engine writes what it does; pino's logger fits. Fields never hold card numbers, tokens or payloads (DESIGN §9). */
export interface SyncLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
