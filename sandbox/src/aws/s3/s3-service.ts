import { randomUUID } from 'node:crypto';
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type AwsService,
  notImplemented,
} from '../../wire/aws-service.ts';
import { addressOf } from './address.ts';
import { bucketOperations } from './bucket-operations.ts';
import { deleteObjects } from './delete-objects.ts';
import { multipartOperations } from './multipart-operations.ts';
import { objectOperations } from './object-operations.ts';
import type { ObjectStore } from './object-store.ts';
import type { Operation } from './operation.ts';
import { operationName } from './operation-name.ts';
import { xmlError } from './xml.ts';

/** S3's REST XML protocol over an object store. */
export const s3Service = (store: ObjectStore): AwsService => {
  const operations: Record<string, Operation> = {
    ...bucketOperations(store),
    ...objectOperations(store),
    ...multipartOperations(store),
    DeleteObjects: deleteObjects(store),
  };

  const answer = (request: AwsRequest): AwsResponse => {
    try {
      const address = addressOf(request);
      const name = operationName(request, address);
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw notImplemented('S3', name);
      return operation({ ...address, request });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { status, code, message } = error;
      const response = xmlError(status, code, message);
      return request.method === 'HEAD' ? { ...response, body: '' } : response;
    }
  };

  return async (request) => {
    const { status, headers, body } = answer(request);
    return { status, headers: { 'x-amz-request-id': randomUUID(), ...headers }, body };
  };
};
