import { type Bill, bills } from './billing/bills.ts';
import { answer } from './in-own-process.ts';

export type BillingResult = { bills: Bill[] };

/** Runs in a process of its own, for its functions read the environment: `node measure-billing.ts`. */
const result: BillingResult = { bills: await bills() };
answer(result);
