import { type CallSite, nameOf } from './call-site.ts';
import { drawOutage } from './outage.ts';
import { strikesOn } from './strikes.ts';

/** A seed's weather: which faults there are, how often each strikes, and what of them has struck. */
export type FaultPlan = ReturnType<typeof drawFaultPlan>;

/** Faults that end an invocation weigh more than those that the SDK's second attempt heals, and so they are rarer. */
const rare = new Set(['key denied', 'answered too late', 'crash before', 'crash after', 'hot shard']);

type Ports = { random: () => number; now: () => number };

/**
 * Draws a seed's weather. Most faults of every operation are in it, some of them frequent, until `calm` is called; an
 * outage has an end of its own; and a function that dies of a record does so until it is mended.
 */
export const drawFaultPlan = ({ random, now }: Ports) => {
  const rates = new Map<string, number>();
  const counts = new Map<string, number>();
  const crashed = new Set<string>();
  const met = new Set<string>();
  const lost = new Set<string>();
  const hotUntil = new Map<string, number>();
  const outage = drawOutage(random, now());
  let raging = true;
  let mended = false;

  const rateOf = (name: string, isRare: boolean): number => {
    const rate = rates.get(name) ?? drawRate(random, isRare);
    rates.set(name, rate);
    return rate;
  };

  const count = (name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };

  /** A fault of a call, by its site; a shard once hot stays so for some seconds. */
  const drawFault = (site: CallSite): string | undefined => {
    if (outage?.befalls(site, now())) return outage.fault;
    if (now() < (hotUntil.get(nameOf(site)) ?? 0)) return 'hot shard';
    if (!raging) return undefined;
    // Or a site that is met once in a while would hardly ever be one to die at.
    if (!met.has(nameOf(site)) && random() < (isCalledRarely(site) ? 0.5 : 0.2))
      return random() < 0.5 ? 'crash before' : 'crash after';
    return strikesOn(site.operation).find((name) => random() < rateOf(`${site.operation} ${name}`, rare.has(name)));
  };

  return {
    /** Faults that struck, by name. */
    counts,
    /** Every call site that was met. */
    met,
    /** Call sites at which an environment died, each with `before` or `after` its call. */
    crashed,
    /** Details of events that were taken and lost. */
    lost,
    random,
    count,

    calm(): void {
      raging = false;
    },
    mend(): void {
      mended = true;
    },

    /** Whether a function still dies of a poison record. */
    isPoisonous: () => !mended,

    /** The fault that befalls this call, if one does. */
    befalling(site: CallSite): string | undefined {
      const name = drawFault(site);
      met.add(nameOf(site));
      if (name === undefined) return undefined;
      count(`${site.operation} ${name}`);
      if (name.startsWith('crash')) crashed.add(`${nameOf(site)} ${name.slice('crash '.length)}`);
      if (name === 'hot shard' && !hotUntil.has(nameOf(site))) hotUntil.set(nameOf(site), now() + 20_000 * random());
      return name;
    },

    /** Whether a fault of an invocation strikes now. */
    strikes(name: string, functionName: string): boolean {
      const isOut = outage?.befallsInvocation(name, functionName, now()) ?? false;
      if (!isOut && !(raging && random() < rateOf(name, true))) return false;
      count(isOut ? (outage?.name ?? name) : name);
      return true;
    },
  };
};

/** A function on a schedule, which calls two or three times while faults rage. */
const isCalledRarely = ({ functionName }: CallSite): boolean => functionName.endsWith('-wake');

/** Three of four faults are in a seed's weather at all. */
const drawRate = (random: () => number, isRare: boolean): number =>
  random() < 0.25 ? 0 : random() ** 2 * (isRare ? 0.02 : 0.12);
