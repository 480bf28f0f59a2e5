/** pino-roll comes without types; these are the options we use. */
declare module "pino-roll" {
  import type { SonicBoom } from "sonic-boom";

  export default function roll(options: {
    file: string;
    extension: string;
    size: string;
    limit: { count: number; removeOtherLogFiles: boolean };
    symlink: boolean;
    mkdir: boolean;
    sync: boolean;
    minLength: number;
  }): Promise<SonicBoom>;
}
