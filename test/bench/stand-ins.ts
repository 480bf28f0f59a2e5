import { startTwilioStandIn, type TwilioStandIn } from "../../src/demo/twilio/twilio.ts";
import { ACCOUNT_SID, AUTH_TOKEN, NUMBER, WEBHOOK_URL } from "./account.ts";
import { startEngineStandIn, type EngineStandIn } from "./engine-stand-in.ts";
import { startServer, type ServerOptions, type ServerUnderTest } from "./server-under-test.ts";

export type Stage = {
  twilio: TwilioStandIn;
  engine: EngineStandIn;
  server: ServerUnderTest;
  end(): Promise<void>;
};

/** The real server between a Twilio and an engine that both live in this process. */
export async function setStage(
  options: ServerOptions & { statuses?: "in_order" | "off" },
): Promise<Stage> {
  const { statuses = "off" } = options;
  const account = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, number: NUMBER };
  const twilio = await startTwilioStandIn({ ...account, behaviour: { callbacks: statuses } });
  const engine = await startEngineStandIn();
  const urls = { twilioUrl: twilio.url, engineUrl: engine.url };
  const server = await startServer({ ...options, ...urls });
  twilio.deliverTo({
    signedUrl: WEBHOOK_URL,
    callUrl: `http://127.0.0.1:${server.port}/whatsapp`,
  });
  return {
    twilio,
    engine,
    server,
    async end() {
      await server.end();
      await Promise.all([twilio.close(), engine.close()]);
    },
  };
}
