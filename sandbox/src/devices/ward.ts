import { type Emission, emit } from './emission.ts';
import { cycleSeconds, episodesAt } from './episodes.ts';
import { seededRandom } from './seeded-random.ts';
import { aPatient, vitalsAt } from './vitals.ts';

export const monitorId = (bed: number): string => `monitor-${String(bed).padStart(2, '0')}`;

/** Beds above this number send straight to Kinesis, the others over HTTP. */
const lastHttpBed = 8;

/**
 * A seeded ward of bedside monitors, each sending a reading a second. `tick(time)` gives what all of them send at that time
 * (epoch milliseconds), in order; call it once a second of device time, from `start` on.
 */
export const createWard = ({ seed, beds, start }: { seed: number; beds: number; start: number }) => {
  const random = seededRandom(seed);
  const patients = Array.from({ length: beds }, () => aPatient(random));
  const heldBack = new Map<number, Emission[]>();

  const tickBed = (bed: number, time: number): Emission[] => {
    const patient = patients[bed - 1];
    const elapsed = Math.floor((time - start) / 1000);
    const second = elapsed % cycleSeconds;
    const happening = episodesAt(bed, second);
    const is = (kind: string) => happening.some((episode) => episode.kind === kind);
    if (!patient || is('silent')) return [];
    const measures = vitalsAt(patient, second, happening, random);
    const emission = emit(monitorId(bed), bed > lastHttpBed ? 'kinesis' : 'http', {
      deviceId: monitorId(bed),
      time: new Date(time).toISOString(),
      // A monitor numbers its readings from when it was switched on.
      id: `${start}-${elapsed}`,
      measures,
      ...(is('declared-fahrenheit') ? { units: { 'body-temperature': '[degF]' } } : {}),
    });
    if (is('late')) {
      heldBack.set(bed, [...(heldBack.get(bed) ?? []), emission]);
      return [];
    }
    const sent = [...(heldBack.get(bed) ?? []), is('broken') ? broken(emission, second) : emission];
    heldBack.delete(bed);
    return is('repeats') && second % 5 === 0 ? [...sent, emission, emission] : sent;
  };

  return {
    tick: (time: number): Emission[] =>
      Array.from({ length: beds }, (_, index) => index + 1).flatMap((bed) => tickBed(bed, time)),
  };
};

/** One kind of damage a second: what really arrives from devices in the field. */
const broken = (emission: Emission, second: number): Emission => {
  const text = emission.bytes.toString('utf8');
  const damages: (() => string | Buffer)[] = [
    () => text.slice(0, text.length / 2),
    () => text.replace('"measures"', '"measurements"'),
    () => text.replace(/"time":"[^"]+"/, '"time":"yesterday"'),
    () => Buffer.concat([Buffer.from(text.slice(0, 20)), Buffer.from([0xff, 0xfe]), Buffer.from(text.slice(20))]),
    () => text.replaceAll(emission.deviceId, 'monitor-nobody-knows'),
    () => text.replace(/"heart-rate":\d+/, '"heart-rate":1e999'),
  ];
  const damaged = damages[second % damages.length]?.() ?? text;
  // Bytes that are not UTF-8 cannot travel among others in one HTTP body.
  return { ...emission, bytes: Buffer.from(damaged), via: Buffer.isBuffer(damaged) ? 'kinesis' : emission.via };
};
