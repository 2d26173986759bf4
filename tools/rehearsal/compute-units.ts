/** CPU units or MiB as ECS and App Runner read them: "1 vCPU" and "2 GB" mean 1024 units and 2048 MiB. */
export function unitsOf(value: unknown): number {
  const text = String(value);
  return /(vCPU|GB)\s*$/i.test(text) ? Number.parseFloat(text) * 1024 : Number(text);
}
