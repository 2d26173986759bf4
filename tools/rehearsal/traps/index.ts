import { traps as account } from "./account.ts";
import { traps as auth } from "./auth.ts";
import { traps as cdn } from "./cdn.ts";
import { traps as cicd } from "./cicd.ts";
import { traps as contracts } from "./contracts.ts";
import { traps as data } from "./data.ts";
import { traps as documents } from "./docpipeline.ts";
import { traps as ecs } from "./ecs.ts";
import { traps as general } from "./general.ts";
import { traps as harden } from "./harden.ts";
import { traps as network } from "./network.ts";
import { traps as observability } from "./observability.ts";
import { traps as queues } from "./queues.ts";
import type { Trap } from "./trap.ts";

/** All known traps, from those of the whole design to those of each layer. */
export const traps: readonly Trap[] = [
  ...general,
  ...contracts,
  ...account,
  ...network,
  ...data,
  ...ecs,
  ...auth,
  ...queues,
  ...documents,
  ...harden,
  ...cdn,
  ...observability,
  ...cicd,
];
