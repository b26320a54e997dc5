import { serveAnsweringAws } from './answering-aws.ts';
import { counted } from './counted.ts';
import type { DeployedFunction } from './deployed-functions.ts';
import { inOwnProcess } from './in-own-process.ts';
import type { StageResult } from './measure-stage.ts';
import { batchSize, rounds, stages } from './readings.ts';

/** Every stage in turn, each in a process of its own beside this one, which is its AWS. Rejects when a reading did not pass. */
export const measureStages = async (
  functions: DeployedFunction[],
  progress: (step: string) => void,
): Promise<Record<string, StageResult>> => {
  const aws = await serveAnsweringAws();
  const results: Record<string, StageResult> = {};
  for (const [name, stage] of Object.entries(stages)) {
    progress(`Measuring ${name}`);
    const deployed = functions.find((each) => each.name === stage.function);
    if (!deployed) throw new Error(`${stage.function} is not packaged`);
    const { result, output } = await inOwnProcess<StageResult>(
      'measure-stage.ts',
      [name, deployed.file, deployed.exportName],
      { ...deployed.environment, AWS_ENDPOINT_URL: aws.url },
    );
    // A reading that is set aside or refused takes a shorter way, and would make the stage look fast.
    const passed = counted(output, stage.metric);
    if (passed !== rounds * batchSize) throw new Error(`${name}: ${passed} of ${rounds * batchSize} readings passed`);
    results[name] = result;
  }
  await aws.close();
  return results;
};
