import type { ServiceConfig } from "./config.ts";

/** How many tasks of a service there always are: none before the first image, and at night what the schedule says. */
export function fewestTasks({
  image,
  desired,
  scaling,
}: Pick<ServiceConfig, "image" | "desired" | "scaling">): number {
  if (image === "") return 0;
  if (scaling === undefined) return desired;
  return Math.min(scaling.min, ...scaling.schedule.map(({ min }) => min));
}
