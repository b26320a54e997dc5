import type { Sent } from './fleet.ts';
import type { Outcome } from './outcome.ts';

export type Violation = { kind: ViolationKind; detail: string };
export type ViolationKind =
  | 'lost'
  | 'stored twice'
  | 'stored wrong'
  | 'stored though bad'
  | 'not set aside'
  | 'not archived'
  | 'set aside though good'
  | 'order inverted'
  | 'answered wrongly'
  | 'sent again though taken'
  | 'alert missed'
  | 'alert ghost'
  | 'alert told in two ways'
  | 'alert state wrong'
  | 'alert timer wrong'
  | 'never came to rest';

/** The law: each reading is stored once, or set aside with its reason and bytes; the order of each device is kept; all is archived. */
export const judge = (sent: readonly Sent[], outcome: Outcome): Violation[] => [
  ...judgeStores(sent, outcome),
  ...judgeSetAside(sent, outcome),
  ...judgeOrder(sent, outcome),
  ...judgeArchive(outcome),
];

const judgeArchive = ({ raw, archived }: Outcome): Violation[] =>
  [...raw.difference(archived)].map((record) => ({
    kind: 'not archived',
    detail: Buffer.from(record, 'base64').toString('latin1', 0, 100),
  }));

const judgeStores = (sent: readonly Sent[], { hot, passedOn, givenUp }: Outcome): Violation[] => {
  const violations: Violation[] = [];
  const say = (kind: ViolationKind, { number, deviceId }: { number: number; deviceId: string }, where: string) =>
    violations.push({ kind, detail: `${number} of ${deviceId} in ${where}` });

  const inHot = Map.groupBy(hot, ({ number }) => number);
  const inLake = new Map(passedOn.map((each) => [Number(each.measures.reading?.value), each]));
  const good = new Map(sent.filter(({ fate }) => fate === 'stored').map((each) => [each.number, each]));

  for (const each of good.values()) {
    const rows = inHot.get(each.number) ?? [];
    // One that was given up comes again behind its correction; the later arrival stays.
    const isReplaced = each.correctedBy !== undefined;
    const mayStay = !isReplaced || givenUp.has(each.number);
    const mayGo = isReplaced || isReplacedBy(each, sent, givenUp);
    if (rows.length === 0 && !mayGo) say('lost', each, 'the hot store');
    if (rows.length === 0 && isReplaced && !inHot.has(each.correctedBy ?? 0))
      say('lost', each, 'the hot store, with its correction');
    if (rows.length > (mayStay ? 1 : 0)) say('stored twice', each, 'the hot store');
    for (const row of rows)
      if (row.celsius !== each.celsius || row.deviceId !== each.deviceId) say('stored wrong', each, 'the hot store');
    const passed = inLake.get(each.number);
    if (!passed) say('lost', each, 'the enriched stream');
    else if (passed.measures.temperature?.value !== each.celsius || passed.deviceId !== each.deviceId)
      say('stored wrong', each, 'the enriched stream');
    else if (each.answeredId !== undefined && passed.id !== each.answeredId) say('answered wrongly', each, 'its id');
  }
  for (const row of hot) if (!good.has(row.number)) say('stored though bad', row, 'the hot store');
  for (const [number, { deviceId }] of inLake)
    if (!good.has(number)) say('stored though bad', { number, deviceId }, 'the enriched stream');
  return violations;
};

/** A correction that may have been replaced in turn by what it corrected, when that was given up and came again. */
const isReplacedBy = ({ number }: Sent, sent: readonly Sent[], givenUp: ReadonlySet<number>): boolean =>
  sent.some(({ correctedBy, number: corrected }) => correctedBy === number && givenUp.has(corrected));

const judgeSetAside = (sent: readonly Sent[], { setAside }: Outcome): Violation[] => {
  const violations: Violation[] = [];
  const reasons = new Map<string, Set<string>>();
  for (const { reason, data } of setAside) {
    const key = readingIn(Buffer.from(data, 'base64')).toString('base64');
    reasons.set(key, (reasons.get(key) ?? new Set()).add(reason));
  }
  for (const { number, deviceId, kept, fate } of sent) {
    const given = reasons.get(kept.toString('base64'));
    const detail = `${number} of ${deviceId}: ${fate}, kept as ${[...(given ?? ['nothing'])].join(', ')}`;
    if (fate === 'stored' && given) violations.push({ kind: 'set aside though good', detail });
    if (fate !== 'stored' && !given?.has(fate)) violations.push({ kind: 'not set aside', detail });
  }
  return violations;
};

const tenant = '"tenant":"plant",';

/** The device's own bytes out of the envelope of an accepted reading, without the tenant that ingest wrote into it; anything else as it is. */
const readingIn = (data: Buffer): Buffer => {
  const mark = ',"reading":{';
  const at = data.indexOf(mark);
  const reading = at < 0 ? data : data.subarray(at + mark.length - 1, -1);
  return reading.indexOf(tenant) === 1
    ? Buffer.concat([reading.subarray(0, 1), reading.subarray(1 + tenant.length)])
    : reading;
};

const judgeOrder = (sent: readonly Sent[], { passedOn, givenUp }: Outcome): Violation[] => {
  const violations: Violation[] = [];
  const outside = new Set(
    sent.filter(({ unordered, number }) => unordered || givenUp.has(number)).map(({ number }) => number),
  );
  const sentOrder = new Map(sent.map(({ number }, place) => [number, place]));
  const seen = new Set<number>();
  const last = new Map<string, number>();
  for (const { deviceId, measures } of passedOn) {
    const number = Number(measures.reading?.value);
    const place = sentOrder.get(number);
    if (seen.has(number) || outside.has(number) || place === undefined) continue;
    seen.add(number);
    if (place < (last.get(deviceId) ?? -1))
      violations.push({ kind: 'order inverted', detail: `${number} of ${deviceId} came after ${last.get(deviceId)}` });
    last.set(deviceId, Math.max(place, last.get(deviceId) ?? -1));
  }
  return violations;
};
