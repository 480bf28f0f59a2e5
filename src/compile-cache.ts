import { enableCompileCache } from "node:module";

// Loaded before everything else (`node --import`): keeps compiled modules, types already stripped, in
// the temporary folder. From the second start on that halves the time until the server is ready.
enableCompileCache();
