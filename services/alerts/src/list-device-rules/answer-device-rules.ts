import type { HttpRequest, HttpResponse } from '@millrace/shared/runtime/http';
import { deviceIdIn, unknownDevice } from '../api/device-id-in.ts';
import { ruleOnDevice } from '../api/rule-on-device.ts';
import { tenantOf } from '../api/tenant-of.ts';
import type { describeDevice } from '../devices/describe-device.ts';
import type { DeviceRecord } from '../devices/device-record.ts';
import type { RulesInForce } from '../rules/current-rules.ts';

type Ports = {
  load: (deviceIds: readonly string[]) => Promise<DeviceRecord[]>;
  describe: ReturnType<typeof describeDevice>;
  currentRules: () => Promise<RulesInForce>;
};

/** GET /v1/devices/{deviceId}/rules: each rule that holds for the device, 64 at most, and where it stands. */
export const answerDeviceRules =
  ({ load, describe, currentRules }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const tenant = tenantOf(request);
    const deviceId = deviceIdIn(request);
    const [record] = await load([deviceId]);
    const about = record?.state.about ?? (await describe(deviceId));
    if (!record || about?.tenant !== tenant) throw unknownDevice();
    const { rules } = await currentRules();
    const selected = [...rules.select({ deviceId, ...about }).values()];
    return { status: 200, body: { items: selected.map((rule) => ruleOnDevice(rule, record.state, tenant)) } };
  };
