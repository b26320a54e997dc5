import type { Directions } from './directions.ts';
import { refusals } from './refusals.ts';
import type { Schema } from './schema.ts';
import { withdrawals } from './withdrawals.ts';

/** What an old sender or an old reader would not survive if the newer contract took the place of the older; told for people. */
export const breaks = (older: Schema, newer: Schema, { readsOlder, isReadByOlder }: Directions): string[] => {
  const told = (who: string) => (each: { at: string; what: string }) =>
    `${who}: ${each.at || '(the whole)'} ${each.what}`;
  return [
    ...(readsOlder ? refusals(older, newer).map(told('what old senders send is refused')) : []),
    ...(isReadByOlder ? refusals(newer, older).map(told('old readers refuse it')) : []),
    ...(isReadByOlder ? withdrawals(older, newer).map(told('old readers miss it')) : []),
  ];
};
