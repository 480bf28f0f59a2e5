import { storeContract } from "../contracts/store.contract.ts";
import { openTestStore } from "../kit/open-test-store.ts";

storeContract("SQLite", openTestStore);
