import { channels } from './channels.ts';
import { type Document, documents } from './documents.ts';

type ContractName = keyof typeof channels | keyof typeof documents;

/**
 * Raised when a change breaks a contract on purpose. Old and new cannot share a channel: the new major goes through a new
 * stream, topic, event type or key, until nobody speaks the old one.
 */
const majors: Partial<Record<ContractName, number>> = { 'alert-notifications': 2, AlertChanged: 2, 'alert-rules': 2 };

export type PublishedContract = Document & { name: string; major: number };

/** Every contract that somebody else than its sender relies on. */
export const publishedContracts: PublishedContract[] = Object.entries({ ...channels, ...documents }).map(
  ([key, { carries, from, to }]) => {
    const name = key as ContractName;
    return { name, carries, from, to, major: majors[name] ?? 1 };
  },
);
