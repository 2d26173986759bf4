import type { Piece } from "./sketch.ts";

/** A small seeded generator (mulberry32), so that a failing document can be made again from its seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const first = "Alice Bruno Carmen Dmitri Elif Farid Greta Hugo Ines Jonas Kwame Lucia".split(" ");
const last =
  "Abernathy Bjornson Castellano Dlamini Eriksen Fitzgerald Gutierrez Hashimoto Ibrahim Jankowski".split(" ");

/** Every name that is ever planted: the stand-in detector's list. */
export const names = first.flatMap((given) => last.map((family) => `${given} ${family}`));

const filler =
  "the parcel was measured again before winter and its owner kept every receipt in a tin box near the kitchen window while rain fell on quiet fields beyond an old mill where nobody had worked since spring".split(
    " ",
  );

export const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)]!;

const digits = (random: () => number, count: number) =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join("");

const kinds: readonly ((random: () => number) => string)[] = [
  (random) => pick(random, names),
  (random) =>
    `${pick(random, first)}.${pick(random, last)}${digits(random, 2)}@mail-example.com`.toLowerCase(),
  (random) => `${digits(random, 3)}-${digits(random, 2)}-${digits(random, 4)}`,
  (random) => [digits(random, 4), digits(random, 4), digits(random, 4), digits(random, 4)].join(" "),
  (random) => `(${digits(random, 3)}) ${digits(random, 3)}-${digits(random, 4)}`,
  (random) => `${1 + Math.floor(random() * 999)} ${pick(random, last)} Street`,
];

export const makeSecret = (random: () => number): string => pick(random, kinds)(random);

/** Running text of about `words` words with personal data in about one of `every`. */
export function makeText(random: () => number, words: number, every: number): Piece[] {
  return Array.from({ length: words }, () =>
    random() * every < 1 ? { secret: makeSecret(random) } : pick(random, filler),
  );
}
