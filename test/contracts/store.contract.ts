import { describe } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { holdingContract } from "./store/holding.contract.ts";
import { receivingContract } from "./store/receiving.contract.ts";
import { recoveringContract } from "./store/recovering.contract.ts";
import { sendingContract } from "./store/sending.contract.ts";
import { statusesContract } from "./store/statuses.contract.ts";
import { workingContract } from "./store/working.contract.ts";

/** Opens an empty store with one configured line; `reopen` gives what the next process would see. */
export type OpenStore = () => Promise<{ store: Store; reopen(): Promise<Store> }>;

/** What holds for the store, on whatever database it is. */
export function storeContract(database: string, open: OpenStore) {
  describe(`the store on ${database}`, () => {
    describe("receiving", () => receivingContract(open));
    describe("working", () => workingContract(open));
    describe("sending", () => sendingContract(open));
    describe("statuses", () => statusesContract(open));
    describe("holding", () => holdingContract(open));
    describe("recovering", () => recoveringContract(open));
  });
}
