/** What every function that takes readings reads, beside its own. */
export const environment = { RAW_READINGS_STREAM: 'text' } as const;
