import type { Send, Sent } from './send-outbox.ts';
import { channels } from './unsent.ts';

/** Ids of a channel that are remembered at most: some hundred KB. */
const maxTaken = 5_000;

/**
 * Does not send again what this environment knows to have arrived. It is in the outbox still where striking it out has
 * failed, and would else be sent until that succeeds.
 */
export const sendOnce = (send: Send): Send => {
  const taken: Sent = { topic: new Set(), group: new Set(), bus: new Set(), history: new Set() };
  return async (outbox, sent) => {
    const left = outbox.map((unsent) => ({
      ...unsent,
      to: unsent.to.filter((channel) => {
        const isTaken = taken[channel].has(unsent.notification.notificationId);
        if (isTaken) sent[channel].add(unsent.notification.notificationId);
        return !isTaken;
      }),
    }));
    try {
      await send(left, sent);
    } finally {
      for (const channel of channels) {
        if (taken[channel].size > maxTaken) taken[channel].clear();
        for (const id of sent[channel]) taken[channel].add(id);
      }
    }
  };
};
