interface Sized {
  cpu: number;
  desired: number;
  scaling?: { max: number } | undefined;
  spot: boolean;
}

const unitsOfOneVcpu = 1024;

/**
 * vCPUs that services take at most when all are scaled out and one deployment puts the new tasks beside the old ones.
 *
 * @param maxPercent of the tasks, while they are replaced
 */
export function fargateVcpus(
  services: readonly Sized[],
  maxPercent = 200,
): { fargateVcpus: number; fargateSpotVcpus: number } {
  const most = services.map(({ cpu, desired, scaling, spot }) => ({
    spot,
    steady: ((scaling?.max ?? desired) * cpu) / unitsOfOneVcpu,
  }));
  const sum = (onSpot: boolean): number => {
    const steady = most.filter(({ spot }) => spot === onSpot).map(({ steady: vcpus }) => vcpus);
    const extra = (Math.max(0, ...steady) * (maxPercent - 100)) / 100;
    return steady.reduce((total, vcpus) => total + vcpus, 0) + extra;
  };
  return { fargateVcpus: sum(false), fargateSpotVcpus: sum(true) };
}
