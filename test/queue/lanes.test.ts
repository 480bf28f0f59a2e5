import { createLanes } from "../../src/queue/lanes.ts";
import { queueContract } from "../contracts/queue.contract.ts";

queueContract("lanes of one process", createLanes);
