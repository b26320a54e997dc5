import * as Type from 'typebox';
import { DeviceId, TenantId } from './names.ts';

/** Whom a way in knows as the sender, by token or topic: one device of a tenant, or whoever may write for all of its devices. */
export const Sender = Type.Object(
  { tenant: TenantId, deviceId: Type.Optional(DeviceId) },
  { additionalProperties: false },
);
export type Sender = Type.Static<typeof Sender>;
