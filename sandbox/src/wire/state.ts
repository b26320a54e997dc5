/**
 * What an emulated service keeps across restarts, as one structured-clonable value.
 * `save` is called when the sandbox stops and every few seconds while it runs.
 */
export type Persistent = {
  save(): unknown;
  restore(state: unknown): void;
};
