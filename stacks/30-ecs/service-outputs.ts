import type * as pulumi from "@pulumi/pulumi";
import type { OutputValues } from "../../shared/contract.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { DeepInput } from "../../shared/stack-reference.ts";

type PublishedService = OutputValues<typeof compute>["services"][string];

/** What the contract says of one service; a field may be undefined where the contract leaves it out. */
export type ServiceOutputs = {
  [K in keyof PublishedService as undefined extends PublishedService[K] ? never : K]: DeepInput<
    PublishedService[K]
  >;
} & {
  [K in keyof PublishedService as undefined extends PublishedService[K] ? K : never]?:
    DeepInput<PublishedService[K]> | undefined;
};

/** Where tasks run. */
export interface Placement {
  vpcId: pulumi.Output<string>;
  taskSubnetIds: pulumi.Output<string[]>;
  publicSubnetIds: pulumi.Output<string[]>;
  privateSubnetIds: pulumi.Output<string[]>;
  securityGroupId: pulumi.Output<string>;
  lambdaSecurityGroupId: pulumi.Output<string>;
  assignPublicIp: pulumi.Output<boolean>;
}
