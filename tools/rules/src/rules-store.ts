import { ListObjectsV2Command, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { parseAlertRules } from '@millrace/shared/alert-rules/parse-alert-rules';
import { type AlertRules, rulesKey } from '@millrace/shared/contracts/alert-rule';
import type { Parsed } from '@millrace/shared/contracts/parsed';
import { getObject } from '@millrace/shared/runtime/get-object';

type Ports = { client: S3Client; bucket: string };
export type RulesStore = ReturnType<typeof rulesStore>;

/** `rules.json` as it stands, which may be refused, with what a publication must find unchanged. */
export type Current = { rules: Parsed<AlertRules>; body: string; etag: string };

/** Rules that are no longer in force, by version. */
const historyPrefix = 'history/';

/** The objects of the rules bucket, read and written. */
export const rulesStore = ({ client, bucket }: Ports) => {
  const get = getObject({ client, bucket });

  const put = async (key: string, body: string, condition: object = {}): Promise<void> => {
    const ContentType = 'application/json';
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType, ...condition }));
  };

  const readCurrent = async (): Promise<Current | undefined> => {
    const object = await get(rulesKey);
    if (!object) return undefined;
    if (object.etag === undefined) throw new Error(`S3 answered ${rulesKey} without an ETag`);
    const body = object.bytes.toString();
    return { rules: parseAlertRules(body), body, etag: object.etag };
  };

  const lastKept = async (): Promise<number> => {
    let last = 0;
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: historyPrefix, ContinuationToken }),
      );
      for (const { Key = '' } of page.Contents ?? []) last = Math.max(last, versionOf(Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return last;
  };

  /** In force now or once: whoever replaced it has kept it first. */
  const wasInForce = async (version: number, body: string): Promise<boolean> => {
    if ((await get(rulesKey))?.bytes.toString() === body) return true;
    return (await get(historyKey(version)))?.bytes.toString() === body;
  };

  return {
    readCurrent,

    /** The rules of a version; undefined where there never was one, or nobody has kept it. */
    async readVersion(version: number): Promise<Parsed<AlertRules> | undefined> {
      const current = await readCurrent();
      if (current && 'ok' in current.rules && current.rules.ok.version === version) return current.rules;
      const kept = await get(historyKey(version));
      return kept && parseAlertRules(kept.bytes.toString());
    },

    /** Greater than any version yet, also where `rules.json` is refused or gone and does not say. */
    async nextVersion(current: Current | undefined): Promise<number> {
      if (current && 'ok' in current.rules) return current.rules.ok.version + 1;
      return Math.max(await lastKept(), current ? versionIn(current.body) : 0) + 1;
    },

    /**
     * Puts rules in force, if those before are still what they were; false, and nothing changed, where somebody else was
     * first. A write whose answer is lost, or fails because an earlier try of this very call succeeded, is looked for. Throws
     * where it is not found, or cannot be looked for.
     */
    async replace(before: Current | undefined, rules: AlertRules): Promise<boolean> {
      const body = `${JSON.stringify(rules)}\n`;
      if (before && 'ok' in before.rules) await put(historyKey(before.rules.ok.version), before.body);
      try {
        await put(rulesKey, body, before ? { IfMatch: before.etag } : { IfNoneMatch: '*' });
        return true;
      } catch (error) {
        const isInForce = await wasInForce(rules.version, body).catch((cause: Error) => {
          const message = `Whether version ${rules.version} is in force is not known, show will tell: ${cause.message}`;
          throw new Error(message, { cause: error });
        });
        if (isInForce) return true;
        if (error instanceof S3ServiceException && conflicts.has(error.name)) return false;
        throw error;
      }
    },
  };
};

const historyKey = (version: number): string => `${historyPrefix}${String(version).padStart(10, '0')}.json`;

const versionOf = (key: string): number => Number(/^history\/(\d{10})\.json$/.exec(key)?.[1] ?? 0);

/** Of rules that are refused, if they say one. */
const versionIn = (body: string): number => {
  try {
    const { version } = JSON.parse(body);
    return Number.isSafeInteger(version) ? Math.max(0, version) : 0;
  } catch {
    return 0;
  }
};

/** Another publication has come first, or is just being written, or the rules are gone. */
const conflicts = new Set(['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey']);
