/** Everything known of an object but its bytes. */
export type StoredObject = {
  key: string;
  /** In bytes. */
  size: number;
  /** Without its quotes. */
  etag: string;
  /** In epoch milliseconds, at whole seconds: HTTP dates have no finer ones. */
  lastModified: number;
  /** Hexadecimal; orders the writes and deletes of one key. */
  sequencer: string;
  /** What GetObject gives back beside the body: content type and encoding, `x-amz-meta-…` and so on. */
  headers: Record<string, string>;
  /** The file with the bytes, relative to the bucket's directory, and its time of change. */
  file: string;
  mtimeMs: number;
};

export const wholeSeconds = (time: number): number => Math.floor(time / 1000) * 1000;
