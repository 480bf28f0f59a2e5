/** What can be made to go wrong from the page, for one request. */
export type Mishap = { id: string; label: string; hint: string; happen: () => void };
