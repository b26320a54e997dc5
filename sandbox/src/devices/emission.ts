/** What a device sends at one moment: bytes, good or not, on one of the ways in. A device keeps to one way, so its order holds. */
export type Emission = { deviceId: string; bytes: Buffer; via: 'http' | 'kinesis' };

export const emit = (deviceId: string, via: Emission['via'], reading: object): Emission => ({
  deviceId,
  via,
  bytes: Buffer.from(JSON.stringify(reading)),
});
