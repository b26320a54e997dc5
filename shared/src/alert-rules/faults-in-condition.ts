import type { AlertCondition, Rate } from '../contracts/alert-condition.ts';
import { type Fault, under } from './fault.ts';
import { faultsInHours } from './faults-in-hours.ts';
import { faultsInScore } from './faults-in-score.ts';
import { clearsWhatRaises, faultsInThreshold } from './faults-in-threshold.ts';

/** What contradicts itself in a condition and in those that it holds. */
export const faultsInCondition = (condition: AlertCondition): Fault[] => {
  const { threshold, repeated, rate, score, hours, all = [], any = [] } = condition;
  return [
    ...(threshold ? under('/threshold', faultsInThreshold(threshold)) : []),
    ...(repeated ? under('/repeated/threshold', faultsInThreshold(repeated.threshold)) : []),
    ...(repeated && repeated.times > repeated.of
      ? [{ pointer: '/repeated/times', detail: 'is more than the values that are looked at' }]
      : []),
    ...(rate ? under('/rate', faultsInRate(rate)) : []),
    ...(score ? under('/score', faultsInScore(score)) : []),
    ...(hours ? under('/hours', faultsInHours(hours)) : []),
    ...all.flatMap((each, index) => under(`/all/${index}`, faultsInCondition(each))),
    ...any.flatMap((each, index) => under(`/any/${index}`, faultsInCondition(each))),
  ];
};

const faultsInRate = ({ rises, falls, clear }: Rate): Fault[] => {
  if ((rises === undefined) === (falls === undefined))
    return [{ pointer: '', detail: 'needs exactly one of rises and falls' }];
  return clear !== undefined && clear > (rises ?? falls ?? clear)
    ? [{ pointer: '/clear', detail: clearsWhatRaises }]
    : [];
};
