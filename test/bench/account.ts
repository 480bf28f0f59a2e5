/** The Twilio account that the bench plays, and the chatbot. */
export const ACCOUNT_SID = "AC00000000000000000000000000000001";
export const AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
export const NUMBER = "+14155238886";
export const PUBLIC_URL = "https://bot.example.com";
export const WEBHOOK_URL = `${PUBLIC_URL}/whatsapp`;
export const API_KEY = "key-of-the-company-database";
export const CHATBOT_ID = "5da7b8cf3a372f5e6e6b64af9ae189c7";

/** The WhatsApp Business Account at Meta that the bench plays. */
export const ACCOUNT_ID = "102290129340398";
export const PHONE_ID = "106540352242922";
export const APP_SECRET = "0123456789abcdef0123456789abcdef";
