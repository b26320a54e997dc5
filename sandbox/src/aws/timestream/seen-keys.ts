/**
 * Remembers which keys a table has had, as Bloom filters: `mayHold` is never wrong when it says no, and wrong in 1 of
 * 400 when it says yes. So that a new record, which nearly all are, needs no look at the table. It takes 2 bytes a key,
 * and is bounded by the memory store's retention, with which keys are forgotten.
 */
export const createSeenKeys = (generationKeys = 2 ** 19) => {
  // 16 bits a key and the four 32-bit words of an MD5 as probes: (1 - e^(-4/16))^4 = 0.0024 false yeses.
  const generationBits = 16 * generationKeys;
  let generations: Generation[] = [];

  return {
    /** `digest` is 16 bytes of hash, `time` the record's own in epoch nanoseconds. */
    add(digest: Buffer, time: bigint): void {
      let last = generations.at(-1);
      if (!last || last.count === generationKeys) {
        last = { bits: new Uint8Array(generationBits / 8), count: 0, newest: time };
        generations.push(last);
      }
      for (const bit of bitsOf(digest, generationBits))
        last.bits[bit >>> 3] = (last.bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
      last.count += 1;
      if (time > last.newest) last.newest = time;
    },

    mayHold(digest: Buffer): boolean {
      const probes = bitsOf(digest, generationBits);
      return generations.some(({ bits }) => probes.every((bit) => ((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0));
    },

    forgetBefore(time: bigint): void {
      generations = generations.filter(({ newest }) => newest >= time);
    },
  };
};

type Generation = { bits: Uint8Array; count: number; newest: bigint };

const bitsOf = (digest: Buffer, count: number): number[] =>
  [0, 4, 8, 12].map((word) => digest.readUInt32LE(word) % count);
