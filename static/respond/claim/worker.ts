// Entry of the worker: blinds and unblinds (RFC 9474, RSABSSA-SHA384-PSS-Randomized) off the page's own thread, since
// it takes a phone seconds. The library computes with numbers of its own; no BigInt is needed. Keeps nothing.
import { BlindRSA } from "@cloudflare/blindrsa-ts/lib/src/blindrsa.js";
import type { Bytes } from "../../shared/bytes";

export type WorkerCall =
  | { id: number; what: "hello" }
  | { id: number; what: "blind"; key: Bytes; prepared: Bytes }
  | { id: number; what: "finalize"; key: Bytes; prepared: Bytes; signature: Bytes; inverse: Bytes };
export type WorkerAnswer =
  | { id: number; ok: true; blinded?: Uint8Array; inverse?: Uint8Array; signature?: Uint8Array }
  | { id: number; ok: false };

const kPrefixBytes = 32;
const suite = new BlindRSA({
  name: "RSABSSA-SHA384-PSS-Randomized", hash: "SHA-384", saltLength: 48, prepareType: kPrefixBytes, supportsRSARAW: false,
});

function import_key(spki: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("spki", spki, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
}

async function answer(call: WorkerCall): Promise<WorkerAnswer> {
  const { id } = call;
  if (call.what === "hello") return { id, ok: crypto.subtle !== undefined };
  const key = await import_key(call.key);
  if (call.what === "blind") {
    const { blindedMsg, inv } = await suite.blind(key, call.prepared);
    return { id, ok: true, blinded: blindedMsg, inverse: inv };
  }
  return { id, ok: true, signature: await suite.finalize(key, call.prepared, call.signature, call.inverse) };
}

self.onmessage = (event: MessageEvent<WorkerCall>) => {
  answer(event.data).catch((): WorkerAnswer => ({ id: event.data.id, ok: false })).then((done) => self.postMessage(done));
};
