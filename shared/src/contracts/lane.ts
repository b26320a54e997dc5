import { hash } from 'node:crypto';

/**
 * The registry is cut by the first byte of MD5(partition key), which is how Kinesis itself places records: a consumer of
 * one shard needs only its slice. Our streams use the device id as partition key.
 */
export const registryShardOf = (deviceId: string): string => hash('md5', deviceId, 'hex').slice(0, 2);
