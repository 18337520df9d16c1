// The page's side of the worker: calls as promises. Knows nothing of claims.
import type { Bytes } from "../../shared/bytes";
import type { WorkerAnswer, WorkerCall } from "./worker";

/// `key`: SPKI of RSA-2048; `prepared`: prefix ‖ message. Promises reject where the worker cannot do it.
export interface Blinder {
  blind: (key: Bytes, prepared: Bytes) => Promise<{ blinded: Bytes; inverse: Bytes }>;
  /// Checks the signature too.
  finalize: (key: Bytes, prepared: Bytes, signature: Bytes, inverse: Bytes) => Promise<Bytes>;
  stop: () => void;
}

type Call = WorkerCall extends infer One ? (One extends WorkerCall ? Omit<One, "id"> : never) : never;
type Done = Extract<WorkerAnswer, { ok: true }>;

const kStartMs = 20_000;

/// Rejects where workers are not to be had here, or have no WebCrypto.
export async function start_blinder(path: string): Promise<Blinder> {
  const worker = new Worker(path);
  const waiting = new Map<number, { resolve: (done: Done) => void; reject: (error: Error) => void }>();
  let last = 0;
  const fail = (): void => {
    waiting.forEach(({ reject }) => reject(new Error("worker")));
    waiting.clear();
  };
  worker.onerror = fail;
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.ok) call?.resolve(data);
    else call?.reject(new Error("worker"));
  };
  const ask = (call: Call): Promise<Done> => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    worker.postMessage({ ...call, id: last });
  });
  const timer = window.setTimeout(fail, kStartMs);
  await ask({ what: "hello" });
  window.clearTimeout(timer);
  return {
    blind: async (key, prepared) => {
      const { blinded, inverse } = await ask({ what: "blind", key, prepared });
      return { blinded: new Uint8Array(blinded ?? []), inverse: new Uint8Array(inverse ?? []) };
    },
    finalize: async (key, prepared, signature, inverse) => (
      new Uint8Array((await ask({ what: "finalize", key, prepared, signature, inverse })).signature ?? [])),
    stop: () => worker.terminate(),
  };
}
