/** What reading and writing tables needs of S3. */
export type ObjectStore = {
  listObjects(under: { bucket: string; prefix: string }): Promise<{ key: string; size: number }[]>;
  getObject(name: ObjectName): Promise<{ body: Buffer } | undefined>;
  putObject(object: ObjectName & { body: Uint8Array | string }): Promise<unknown>;
  deleteObject(name: ObjectName): Promise<unknown>;
  /** The real file of an object. */
  pathOf(name: ObjectName): string;
};

export type ObjectName = { bucket: string; key: string };

/** Bucket and key of `s3://bucket/key`; also Spark's `s3a` and `s3n`. Throws on anything else. */
export const parseS3Uri = (uri: string): ObjectName => {
  const { bucket, key } = /^s3[an]?:\/\/(?<bucket>[^/]+)\/?(?<key>.*)$/s.exec(uri)?.groups ?? {};
  if (bucket === undefined || key === undefined) throw new Error(`${uri} is not an S3 URI`);
  return { bucket, key };
};

/** A location as a prefix: what is below the folder, not beside it under a longer name. */
export const folderOf = (location: string): { bucket: string; prefix: string } => {
  const { bucket, key } = parseS3Uri(location);
  return { bucket, prefix: key === '' || key.endsWith('/') ? key : `${key}/` };
};
