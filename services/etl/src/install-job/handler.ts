import { S3Client } from '@aws-sdk/client-s3';
import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import script from '../../glue/curate.py';
import sql from '../../glue/curate.sql';
import { readConfig } from './config.ts';
import { installJob } from './install-job.ts';
import { putObject } from './put-object.ts';
import { respond } from './respond.ts';

const put = putObject({ client: new S3Client(lambdaWorld().client), bucket: readConfig().LAKE_BUCKET });

export const handler = observed(installJob({ files: { 'curate.py': script, 'curate.sql': sql }, put, respond }));
