/** Something that is brought up after others. */
interface Dependent {
  readonly id: string;
  readonly reads: readonly string[];
}

/** Groups so that each reads only earlier groups: what a tool without a ready-queue brings up side by side. */
export function wavesOf<Node extends Dependent>(nodes: readonly Node[]): Node[][] {
  const waves: Node[][] = [];
  const placed = new Set<string>();
  let open = [...nodes];
  while (open.length > 0) {
    const wave = open.filter(({ reads }) => reads.every((id) => placed.has(id)));
    if (wave.length === 0) throw new Error(`layers read each other: ${open.map(({ id }) => id).join(", ")}`);
    wave.forEach(({ id }) => placed.add(id));
    waves.push(wave);
    open = open.filter((node) => !wave.includes(node));
  }
  return waves;
}
