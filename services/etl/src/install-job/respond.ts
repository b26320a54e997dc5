import type { CloudFormationCustomResourceResponse } from 'aws-lambda';

/** Puts the answer to CloudFormation's pre-signed URL, which is signed without a content type. Throws unless it is taken. */
export const respond = async (url: string, response: CloudFormationCustomResourceResponse): Promise<void> => {
  const body = Buffer.from(JSON.stringify(response));
  const { ok, status } = await fetch(url, { method: 'PUT', headers: { 'content-type': '' }, body });
  if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`);
};
