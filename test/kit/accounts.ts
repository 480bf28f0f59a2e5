/** Our accounts at whoever is played in tests. */
export const ACCOUNT_SID = "AC00000000000000000000000000000001";
export const AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
export const NUMBER = "+14155238886";
/** What they believe the server is called. */
export const PUBLIC_URL = "https://bot.example.com";

export const META = {
  accessToken: "token-of-a-system-user",
  appSecret: "secret-of-the-app",
  verifyToken: "word-of-the-webhook",
  accountId: "102290129340398",
  phoneId: "106540352242922",
};

export const DATABASE = {
  apiKey: "key-of-the-company-database",
  chatbotId: "5da7b8cf3a372f5e6e6b64af9ae189c7",
};

export const OPENAI_KEY = "key-of-the-language-model";
export const EXTERNAL_API_SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
