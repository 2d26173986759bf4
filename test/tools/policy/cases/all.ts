import { account } from "./account.ts";
import type { ResourceCases } from "./case.ts";
import { compute } from "./compute.ts";
import { data } from "./data.ts";
import { edge } from "./edge.ts";
import { identity } from "./identity.ts";
import { network } from "./network.ts";

/** The cases of every rule that a resource keeps or breaks alone. */
export const ofResource: ResourceCases = {
  ...account,
  ...network,
  ...data,
  ...compute,
  ...edge,
  ...identity,
};

/** The cases of every rule about a resource and what else its stack has. */
export { stack as ofStacks } from "./stack.ts";
