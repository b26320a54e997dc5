import type { DeviceVersion } from '@millrace/shared/contracts/device-registry';
import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import { tenantOf } from '../query/answer-query.ts';

type Ports = {
  readDevice: (deviceId: string) => Promise<readonly DeviceVersion[]>;
  answer: (request: HttpRequest, deviceId: string) => Promise<HttpResponse>;
};

/**
 * Answers about the device in the path. A device that was never the tenant's is unknown to it: 404, before anything is
 * scanned. One that changed hands is known to both, and each sees the readings of its own time.
 */
export const answerDeviceQuery =
  ({ readDevice, answer }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const tenant = tenantOf(request);
    const { deviceId = '' } = request.path;
    const versions = await readDevice(deviceId);
    if (!versions.some((version) => version.tenant === tenant))
      throw new Problem(404, 'device-unknown', 'There is no such device.');
    return answer(request, deviceId);
  };
