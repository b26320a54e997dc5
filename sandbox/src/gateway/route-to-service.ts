import type { AwsRequest, AwsService } from '../wire/aws-service.ts';

/**
 * The one endpoint of all services. A signed request names its service in the credential scope (`…/kinesis/aws4_request`, as a
 * header or, presigned, in the query); `pages` answer unsigned paths of the sandbox's own; the rest is S3.
 */
export const routeToService =
  (services: Record<string, AwsService>, pages: Record<string, AwsService>): AwsService =>
  async (request) => {
    const name = signedFor(request);
    const service = name === undefined ? unsigned(request, services, pages) : services[name];
    if (service) return service(request);
    return {
      status: 501,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ __type: 'NotImplemented', message: `The sandbox does not support the service ${name}.` }),
    };
  };

const signedFor = ({ headers, query }: AwsRequest): string | undefined =>
  /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1] ??
  query.get('X-Amz-Credential')?.split('/')[3];

const unsigned = (
  { path, query }: AwsRequest,
  services: Record<string, AwsService>,
  pages: Record<string, AwsService>,
): AwsService | undefined => {
  const prefix = Object.keys(pages).find((each) => path === each || path.startsWith(`${each}/`));
  if (prefix !== undefined) return pages[prefix];
  // SNS asks subscribers to confirm by visiting an unsigned URL.
  return query.has('Action') ? services.sns : services.s3;
};
