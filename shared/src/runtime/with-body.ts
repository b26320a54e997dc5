import type { WriteRecordsCommand } from '@aws-sdk/client-timestream-write';

/**
 * Puts a JSON body that is written already in place of the one that the SDK makes of the command's input; the input then
 * needs no more than what the SDK looks at itself. The SDK measures, signs and repeats this body like its own, and reads the
 * answer. Its serialiser took two thirds of the time of a call with a hundred records.
 */
export const withBody = (command: WriteRecordsCommand, body: Buffer): WriteRecordsCommand => {
  command.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { body });
      return next(args);
    },
    // Behind the serialiser, and before the length is taken in the same step and the signature in the next.
    { name: 'writtenBody', step: 'build', priority: 'high' },
  );
  return command;
};
