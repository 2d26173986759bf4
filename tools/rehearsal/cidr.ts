/** An IPv4 block; first and last are addresses as numbers. */
export interface Cidr {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly bits: number;
  /** Whether the address part is the first address of the block, as AWS demands. */
  readonly isAligned: boolean;
}

export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((part) => part > 255) || bits > 32) return undefined;
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return blockAt(address, bits, text);
}

/** The block of that size that holds the address. */
export function blockAt(address: number, bits: number, text?: string): Cidr {
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return {
    text: text ?? `${renderAddress(first)}/${bits}`,
    first,
    last: first + size - 1,
    bits,
    isAligned: address === first,
  };
}

export function sizeOf(cidr: Cidr): number {
  return cidr.last - cidr.first + 1;
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function renderAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
