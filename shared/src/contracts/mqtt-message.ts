import * as Type from 'typebox';
import { DeviceId, TenantId } from './names.ts';
import { jsonParser } from './schema-parser.ts';

/**
 * What the MQTT rule puts into raw-readings: the payload as it came, beside whom its topic says it is of. Apart, since nothing
 * documents which of two equal names wins where SQL adds to a payload.
 */
export const MqttMessage = Type.Object(
  {
    /** Base64. */
    mqtt: Type.String(),
    tenant: TenantId,
    deviceId: DeviceId,
  },
  { additionalProperties: false },
);
export type MqttMessage = Type.Static<typeof MqttMessage>;

const parseMessage = jsonParser(MqttMessage);

/** Undefined for any other text. */
export const openMqtt = (record: string): MqttMessage | undefined => {
  if (!record.includes('"mqtt"')) return undefined;
  const message = parseMessage(record);
  return 'ok' in message ? message.ok : undefined;
};
