/** Whose phones there are. */
export const people = [
  { address: "+15555550101", name: "Ana", about: "+1 555 555 0101" },
  { address: "+15555550102", name: "Bruno", about: "+1 555 555 0102" },
  {
    address: "US.13491208655302741918",
    name: "Mei",
    about: "WhatsApp hides this phone number",
  },
];
