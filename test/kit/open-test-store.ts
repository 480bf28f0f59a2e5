import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Content } from "../../src/nouns.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { ACCOUNT, LINE } from "./a-message.ts";
import { tempFolder } from "./temp-folder.ts";

type TestStore = {
  store: Store;
  file: string;
  /** Closes the store and opens the same one again, as the next process would. */
  reopen(): Promise<Store>;
};

export const NOON = Date.UTC(2026, 10, 21, 12);

/** A store on a file of its own, with one configured line. */
export async function openTestStore(): Promise<TestStore> {
  const file = join(tempFolder(), "askline.db");
  const options = {
    isStop: (content: Content) => content.kind === "text" && content.text === "STOP",
  };
  let store = await openStore(file, options);
  onTestFinished(() => store.close());
  await store.configureLines([{ channel: "twilio", account: ACCOUNT, address: LINE }], NOON);
  return {
    store,
    file,
    async reopen() {
      store.close();
      store = await openStore(file, options);
      return store;
    },
  };
}
